/** What the viewer's own page stands on. */
import type { Lang } from '../../../protocol/order.ts';
import type { Merchants } from '../../merchants/merchant.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { MePage } from '../../render/me/page.ts';
import type { RememberedCards } from '../../secret-entry/remembered-cards.ts';
import type { Store } from '../../store/port.ts';
import type { AccountPage } from '../../viewers/accounts/page.ts';
import type { ResetNews } from '../../viewers/accounts/told.ts';
import type { ViewerBoxes } from '../../viewers/boxes.ts';
import type { Sessions } from '../../viewers/sessions.ts';
import type { ViewerKey } from '../../viewers/viewer-key.ts';
import type { Bucket } from '../common/rates.ts';

export interface MeDeps {
  merchants: Merchants;
  store: Pick<Store, 'ordersOf' | 'read'>;
  payments: Pick<Payments, 'requestRefund'>;
  /** Absent where no card can be kept. */
  cards?: Pick<RememberedCards, 'tiles' | 'phones' | 'preferred' | 'prefer' | 'remove' | 'ownerOf'>;
  /** Absent where no password can be typed. */
  account?: AccountPage;
  boxes: Pick<ViewerBoxes, 'isRemoved' | 'seen' | 'list'>;
  news?: ResetNews;
  sessions: Sessions;
  viewerKey: ViewerKey;
  page: MePage;
  /** A viewer's requests, by his key. */
  rate: Bucket;
  now: () => number;
  wall: () => number;
  hotline: string;
  lang: Lang;
  channelName: (id: string, lang: Lang) => string;
  limitsText: (lang: Lang) => string[];
}
