/** What stands on the phone after a scan. */
import type { User } from './users.ts';
import type { ScanResult } from './wallet.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './layout.ts';
import { money, WALLETS } from './words.ts';

function refused(text: string): Html {
  return html`<section class="result no">
    <div class="mark">!</div>
    <h2>${text}</h2>
    <p>这一次没有扣款</p>
    <a class="button plain" href="/">返回</a>
  </section>`;
}

function confirm(scan: ScanResult & { kind: 'payable' }, user: User): Html {
  const channel = scan.channel === 'alipay' ? 'alipay' : 'wechat';
  return html`<section class="sheet ${channel}" id="sheet" data-code="${scan.code}">
      <div class="shop">${scan.merchant.slice(0, 1)}</div>
      <p class="merchant">${scan.merchant}</p>
      <p class="amount">${money(scan.amount_fen)}</p>
      <dl>
        <div>
          <dt>商品</dt>
          <dd>${scan.subject}</dd>
        </div>
        <div>
          <dt>付款方式</dt>
          <dd>${WALLETS[channel]} · 零钱</dd>
        </div>
        <div>
          <dt>付款人</dt>
          <dd>${user.name}</dd>
        </div>
      </dl>
      <button type="button" class="button main" data-deed="pay">支付 ${money(scan.amount_fen)}</button>
      <button type="button" class="button plain" data-deed="decline">拒绝付款</button>
    </section>
    <section class="result yes" id="paid" hidden>
      <div class="mark">✓</div>
      <h2>支付成功</h2>
      <p class="amount">${money(scan.amount_fen)}</p>
      <p>${scan.merchant}</p>
      <a class="button plain" href="/">完成</a>
    </section>
    <section class="result no" id="declined" hidden>
      <div class="mark">×</div>
      <h2>已拒绝付款</h2>
      <p>没有扣款，电视上的码仍可继续支付</p>
      <a class="button plain" href="/">返回</a>
    </section>
    <section class="result no" id="refused" hidden>
      <div class="mark">!</div>
      <h2 id="reason"></h2>
      <p>这一次没有扣款</p>
      <a class="button plain" href="/">返回</a>
    </section>`;
}

export function scanPage(user: User, scan: ScanResult): string {
  return page('确认付款', '', user, scan.kind === 'payable' ? confirm(scan, user) : refused(scan.text));
}
