/** From a choice to the cashier. */
import type { Boot } from './boot.ts';
import type { Page } from './page.tsx';

/** What the viewer reads when there is no order. */
export function sorryWords(code: string): { title: string; lines: string[] } {
  if (code === 'CASHIER_UNREACHABLE' || code === 'OFFLINE')
    return { title: '现在没有接通收银台', lines: ['没有扣款，请稍后再试一次', '再按一次也只会有一个订单'] };
  return { title: '现在不能购买', lines: ['没有扣款。原因：' + code] };
}

/** Asks the server for an order and goes to its cashier; one question at a time. `done` hears a code when there is none. */
export function createBuy(page: Page, boot: Boot): (wanted: object, cart: string | undefined, failed: (code: string) => void) => void {
  let asking = false;
  return (wanted, cart, failed) => {
    if (asking) return;
    asking = true;
    page.api.post<{ cashier_url: string }>('/api/orders', { ...wanted, cart: cart || boot.cart }, (answer) => {
      asking = false;
      if (answer.ok) page.go(answer.value.cashier_url);
      else failed(answer.code);
    });
  };
}
