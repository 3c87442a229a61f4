/** Phones over HTTP: opening, pressing, codes that are none, and what is said to nobody. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';

type App = Awaited<ReturnType<typeof testApp>>;

const WECHAT = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile MicroMessenger/8.0.50';
const ALIPAY = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 AlipayClient/10.6.0';
const BROWSER = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari';

let app: App;
let token = '';
let code = '';
beforeEach(async () => {
  app = await testApp();
  await order('A1');
});
afterEach(() => app.bff.stop());

async function order(order_no: string, over: { [name: string]: string } = {}): Promise<void> {
  const made = await app.post('/v2/orders', app.order({ order_no, box_id: 'GX-0011-8f21', ...over }));
  token = new URL(made.json<{ cashier_url: string }>().cashier_url).pathname.split('/')[2] ?? '';
  const payment = await app.bff.payments.read({ token });
  code = app.codes.of(payment?.order.id ?? '');
}

interface Step {
  kind: string;
  qr?: { rows: string[] };
  wallets?: { name: string }[];
  phone_pays?: true;
  order: { box_tail?: string };
  version: number;
}
const step = async (): Promise<Step> => (await app.bff.app.inject('/c/' + token + '/step')).json<Step>();

/** One phone: its cookies, its browser. */
function phone(user_agent: string) {
  const jar = new Map<string, string>();
  async function ask(url: string, payload?: object) {
    const answer = await app.bff.app.inject({
      method: payload ? 'POST' : 'GET',
      url,
      headers: { 'user-agent': user_agent, cookie: [...jar].map(([name, value]) => name + '=' + value).join('; ') },
      ...(payload ? { payload } : {}),
    });
    for (const one of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return answer;
  }
  const pay = async (way: string) =>
    (await ask('/s/' + code + '/pay', { way })).json<{ kind: string; url?: string; params?: object; state?: { html: string } }>();
  const state = async (more = '') => (await ask('/s/' + code + '/state' + more)).json<{ html: string; mark: string; left_ms?: number }>();
  /** Opens, and signs in where it is sent. */
  async function open() {
    let answer = await ask('/s/' + code);
    for (let i = 0; i < 3 && answer.statusCode === 302; i++) {
      const to = String(answer.headers.location);
      if (!to.startsWith('http')) answer = await ask(to);
      else {
        const back = new URL(to).searchParams;
        answer = await ask(new URL(back.get('return_url') ?? '').pathname + '?code=me&state=' + back.get('state'));
      }
    }
    return answer;
  }
  return { ask, open, pay, state, jar };
}
const calls = () => [...app.banks.wechat.calls, ...app.banks.alipay.calls];
const attempts = async () => (await app.bff.payments.read({ token }))?.attempts ?? [];

describe('the TV', () => {
  it('shows the code in capitals, its wallets and the tail of the box; never on another screen', async () => {
    const shown = await step();
    expect([shown.kind, shown.qr?.rows.length, shown.wallets?.map((one) => one.name), shown.order.box_tail]).toEqual([
      'choose',
      29,
      ['微信', '支付宝'],
      '8F21',
    ]);
    await app.bff.app.inject({
      method: 'POST',
      url: '/c/' + token + '/answer',
      payload: { version: shown.version, answer: { kind: 'choose', channel: 'alipay' } },
    });
    expect((await step()).wallets).toBeUndefined();
  });

  it('says that a phone pays, and is paid within a second of the callback; its own way does not touch the phone', async () => {
    await step();
    const me = phone(WECHAT);
    await me.open();
    expect(await me.pay('wechat')).toMatchObject({ kind: 'bridge', params: { package: expect.stringMatching(/^wx/) } });
    expect((await step()).phone_pays).toBe(true);
    const [attempt] = await attempts();
    app.banks.wechat.pay(attempt?.channel_no ?? '');
    const held = app.bff.app.inject('/c/' + token + '/step?after=' + (await app.bff.payments.read({ token }))?.dialogue.seq);
    const from_ms = performance.now();
    await app.bff.payments.commit({ token }, { type: 'evidence', attempt: 1, evidence: app.banks.wechat.news(attempt?.channel_no ?? '') });
    expect((await held).json<Step>().kind).toBe('paid');
    expect(performance.now() - from_ms).toBeLessThan(1_000);
    expect((await me.state()).html).toContain('付款成功');
    expect((await phone(ALIPAY).state()).html).toContain('这一笔已经付好了');
  });
});

describe('opening', () => {
  it('makes nothing and calls nobody, ten thousand times, whatever the browser says it is', async () => {
    await step();
    for (let i = 0; i < 2_500; i++)
      for (const agent of [WECHAT, ALIPAY, BROWSER, 'curl/8.0'])
        await app.bff.app.inject({ url: '/s/' + code, headers: { 'user-agent': agent } });
    expect([calls(), await attempts()]).toEqual([[], []]);
  }, 60_000);

  it('has one clean address: capitals, small letters and whatever a wallet adds lead to it', async () => {
    for (const path of [
      '/S/' + code,
      '/s/' + code.toLowerCase(),
      '/s/' + code + '?from=groupmessage',
      '/S/' + code + '?sign=x&trade_no=1',
    ]) {
      const { statusCode, headers } = await phone(ALIPAY).ask(path);
      expect([path, statusCode, headers.location]).toEqual([path, 302, '/s/' + code]);
    }
    expect((await phone(ALIPAY).ask('/s/' + code)).statusCode).toBe(200);
  });

  it('shows merchant, goods, amount, tail and the warning; one button in a wallet, two ways in a browser', async () => {
    await step();
    const inside = (await phone(ALIPAY).open()).body;
    for (const text of ['芒果TV', '综艺会员', '￥19.90', '8F21', '不是您家电视请勿付', '付款 ￥19.90']) expect(inside).toContain(text);
    expect(inside.match(/data-pay=/g)).toHaveLength(1);
    const outside = (await phone(BROWSER).open()).body;
    expect([outside.match(/data-pay="(\w+)"/g), outside.includes('用微信付款')]).toEqual([['data-pay="alipay"'], true]);
  });

  it('a wallet on a desktop or for offices is sent to a phone', async () => {
    await step();
    for (const more of [' WindowsWechat', ' wxwork/4.1', ' MacWechat/3.8'])
      expect((await phone(WECHAT + more).open()).body).toContain('请用手机来扫');
    expect(calls()).toEqual([]);
  });

  it('what an order says is text, whatever it looks like', async () => {
    await order('X1', { subject: '<img src=x onerror=alert(1)>', detail: '</script><script>' });
    await step();
    const { body } = await phone(ALIPAY).open();
    expect([body.includes('<img'), body.includes('</script><script>')]).toEqual([false, false]);
  });
});

describe('signing in', () => {
  it('goes once, comes back to the clean address, and keeps who it is from everybody', async () => {
    await step();
    const me = phone(WECHAT);
    const first = await me.ask('/s/' + code);
    const to = new URL(String(first.headers.location));
    expect([first.statusCode, to.origin, to.searchParams.get('return_url')]).toEqual([
      302,
      'http://sign-in.example',
      'https://scan.example/s/o/wechat',
    ]);
    const back = '/s/o/wechat?code=me&state=' + to.searchParams.get('state');
    const done = await me.ask(back);
    expect([done.statusCode, done.headers.location]).toEqual([302, '/s/' + code]);
    expect((await me.ask('/s/' + code)).statusCode).toBe(200);
    // Used once, and by this browser alone.
    expect([(await me.ask(back)).statusCode, (await phone(WECHAT).ask(back)).statusCode]).toEqual([400, 400]);
    await me.pay('wechat');
    const [attempt] = await attempts();
    expect(attempt?.kind === 'scan' && attempt.body).toContain('o-me');
    expect(app.logged.join()).not.toMatch(/o-me|code=me|lzp_/);
  });

  it('refused, or silent: the page opens with a word, and a press asks again', async () => {
    await step();
    for (const said of ['', 'no', 'lost']) {
      const me = phone(WECHAT);
      const to = new URL(String((await me.ask('/s/' + code)).headers.location));
      await me.ask('/s/o/wechat?state=' + to.searchParams.get('state') + (said ? '&code=' + said : ''));
      const page = await me.ask('/s/' + code);
      expect([said, page.statusCode, page.body.includes('没有同意打开')]).toEqual([said, 200, true]);
      expect(await me.pay('wechat')).toMatchObject({ kind: 'go', url: expect.stringContaining('http://sign-in.example/') });
    }
    expect(await attempts()).toEqual([]);
  });

  it('another order by the same phone needs no second trip', async () => {
    await step();
    const me = phone(WECHAT);
    await me.open();
    await order('A2');
    expect((await me.ask('/s/' + code)).statusCode).toBe(200);
  });
});

describe('pressing', () => {
  it('ten times at once, and again after a reload: one prepay', async () => {
    await step();
    const me = phone(WECHAT);
    await me.open();
    const all = await Promise.all(Array.from({ length: 10 }, () => me.pay('wechat')));
    await me.open();
    all.push(await me.pay('wechat'));
    // Of many at once some are sent to look again, which the page does by itself.
    expect([...new Set(all.map((one) => one.kind))].filter((one) => one !== 'wait')).toEqual(['bridge']);
    expect(all.at(-1)?.kind).toBe('bridge');
    expect([(await attempts()).length, calls().filter((one) => one.call === 'prepay').length]).toEqual([1, 1]);
  });

  it('in Alipay: the address of the code; in a browser: the page, else the app', async () => {
    await step();
    expect(await phone(ALIPAY).pay('alipay')).toMatchObject({ kind: 'go', url: expect.stringMatching(/^alipay:/) });
    expect(await phone(BROWSER).pay('alipay')).toMatchObject({ kind: 'go', url: expect.stringMatching(/^fake-app:/) });
    expect((await attempts()).map((one) => one.product)).toEqual(['precreate', 'wap']);
  });

  it('without a TV that shows it, or after its order ended, in words and without a prepay', async () => {
    const unseen = phone(ALIPAY);
    expect((await unseen.open()).body).toContain('这个码不能用了');
    expect((await unseen.pay('alipay')).state?.html).toContain('这个码不能用了');
    await step();
    await app.bff.payments.commit({ token }, { type: 'close-asked' });
    expect((await unseen.pay('alipay')).state?.html).toContain('订单已取消，没有付款');
    expect([calls(), await attempts()]).toEqual([[], []]);
  });

  it("a way that is none, or not this browser's, changes nothing", async () => {
    await step();
    for (const way of ['__proto__', 'unionpay', 'constructor', 'icbc']) expect((await phone(ALIPAY).pay(way)).kind).toBe('state');
    expect(await phone(BROWSER).pay('wechat')).toMatchObject({ kind: 'state' });
    expect(await attempts()).toEqual([]);
  });

  it('the bank refuses: a word, and pressing again is a new number', async () => {
    await step();
    app.banks.alipay.prepay = () => Promise.resolve({ kind: 'refused', reason: 'channel', code: 'X', source: 'answer', asked_at_ms: 0 });
    const me = phone(ALIPAY);
    await me.open();
    expect((await me.pay('alipay')).kind).toBe('state');
  });
});

describe('codes that are none', () => {
  const guess = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');

  it('ten thousand guesses find nothing; the same guesser finds codes of 16 bits', async () => {
    const find = async (one: App, make: () => string): Promise<number> => {
      let found = 0;
      for (let i = 0; i < 10_000; i++)
        found += (await one.bff.app.inject({ url: '/s/' + make(), headers: { 'user-agent': ALIPAY } })).statusCode === 200 ? 1 : 0;
      return found;
    };
    expect(await find(app, guess)).toBe(0);
    // The control: as many orders as a small town has, under codes that are too short.
    const ids: string[] = [];
    const short = await testApp({ scan_codes: { of: () => 'A'.repeat(26), idOf: (text) => ids[parseInt(text.slice(0, 4), 32) % 65_536] } });
    for (let i = 0; i < 20; i++) {
      const made = await short.post('/v2/orders', short.order({ order_no: 'C' + i }));
      const payment = await short.bff.payments.read({
        token: new URL(made.json<{ cashier_url: string }>().cashier_url).pathname.split('/')[2] ?? '',
      });
      // Spread over the 16 bits.
      for (let j = i; j < 65_536; j += 1_000) ids[j] = payment?.order.id ?? '';
    }
    expect(await find(short, guess)).toBeGreaterThan(10);
    await short.bff.stop();
  }, 120_000);

  it('are limited by address; good ones are not', async () => {
    await app.bff.stop();
    app = await testApp({ rates: { unknown_code: { per_s: 0.001, burst: 5 }, address: { per_s: 0.001, burst: 1 } } });
    await order('A1');
    const seen = [];
    for (let i = 0; i < 8; i++) seen.push((await phone(ALIPAY).ask('/s/' + guess())).statusCode);
    expect(seen).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
    for (let i = 0; i < 20; i++) expect((await phone(ALIPAY).ask('/s/' + code)).statusCode).toBe(200);
  });

  it("are one to whoever asks: unreadable, too long, or nobody's", async () => {
    for (const one of ['A', code + 'A', '%00', guess(), 'constructor']) {
      const { statusCode, body } = await phone(ALIPAY).ask('/s/' + one);
      expect([one, statusCode, body.includes('没有这个码')]).toEqual([one, 404, true]);
    }
  });
});

it('a second listener serves phones and banks, and nothing else', async () => {
  const { publicListener } = await import('../common/public-listener.ts');
  const outside = publicListener(app.bff.app, {
    request_ms: 5_000,
    headers_ms: 5_000,
    keep_alive_ms: 100,
    requests_max: 100,
    connections_max: 100,
    check_ms: 1_000,
  });
  await app.bff.app.ready();
  await outside.listen({ host: '127.0.0.1', port: 0 });
  const { port } = outside.server.address() as { port: number };
  const status = async (path: string, method = 'GET') =>
    (await fetch('http://127.0.0.1:' + port + path, { method, redirect: 'manual', headers: { 'user-agent': ALIPAY } })).status;
  expect([await status('/s/' + code), await status('/S/' + code), await status('/callbacks/wechat', 'POST')]).toEqual([200, 302, 200]);
  for (const path of [
    '/',
    '/healthz',
    '/readyz',
    '/c/' + token,
    '/c/' + token + '/step',
    '/box/x',
    '/keys',
    '/v2/orders',
    '//s/' + code,
    '/s/%2e%2e/healthz',
    '/s/..%2fc/' + token,
  ])
    expect([path, await status(path)]).toEqual([path, 404]);
  await outside.close();
});
