/** What an operator sees of a viewer: of his orders one is named, and nothing that could pay. */
import type { AccountView } from '../viewers/accounts/accounts.ts';

export interface ShownViewer extends AccountView {
  order_no: string;
}
