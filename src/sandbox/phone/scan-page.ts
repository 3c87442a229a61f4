/** The page after a scan. */
import type { User } from './users.ts';
import type { ScanResult } from './wallet.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { money } from './words.ts';

function refused(text: string): Html {
  return html`<section class="result no">
    <div class="mark">!</div>
    <h2>${text}</h2>
    <p>这一次没有扣款</p>
    <a class="button plain" href="/">返回</a>
  </section>`;
}

function confirm(scan: ScanResult & { kind: 'payable' }, means: string, user: User, back: string | undefined): Html {
  return html`<section class="sheet bank ${scan.channel}" id="sheet" data-code="${scan.code}">
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
          <dd>${means}</dd>
        </div>
        <div>
          <dt>付款人</dt>
          <dd>${user.name}</dd>
        </div>
      </dl>
      <button type="button" class="button main" data-action="pay">支付 ${money(scan.amount_fen)}</button>
      <button type="button" class="button plain" data-action="decline">拒绝付款</button>
    </section>
    <section class="result yes" id="paid" hidden>
      <div class="mark">✓</div>
      <h2>支付成功</h2>
      <p class="amount">${money(scan.amount_fen)}</p>
      <p>${scan.merchant}</p>
      <a class="button plain" href="${back ?? '/'}">${back ? '返回商家' : '完成'}</a>
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

/** `means`: bank and account that pay. */
export function scanBody(scan: ScanResult, means: string, user: User, back?: string): Html {
  return scan.kind === 'payable' ? confirm(scan, means, user, back) : refused(scan.text);
}
