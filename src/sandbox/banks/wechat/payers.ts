/** The phone's users at WeChat. */
const OPENIDS: { readonly [user: string]: string } = {
  lele: 'oSandbox0lele0aaaaaaaaaaaaaa',
  zhongzhong: 'oSandbox0zhongzhong0bbbbbbbb',
};

export function openidOf(user: string | undefined): string | undefined {
  return OPENIDS[user ?? ''];
}

export function userOf(openid: string): string | undefined {
  return Object.entries(OPENIDS).find(([, one]) => one === openid)?.[0];
}
