/** Two people with a phone. */
export interface User {
  id: string;
  name: string;
  /** At WeChat. */
  openid: string;
  /** At Alipay. */
  buyer_id: string;
  logon_id: string;
}

export const USERS: readonly User[] = [
  {
    id: 'lele',
    name: '乐乐',
    openid: 'oSandbox0lele0aaaaaaaaaaaaaa',
    buyer_id: '2088000000000101',
    logon_id: 'lel***@sandbox.example',
  },
  {
    id: 'zhongzhong',
    name: '众众',
    openid: 'oSandbox0zhongzhong0bbbbbbbb',
    buyer_id: '2088000000000202',
    logon_id: '138****0202',
  },
];

export function findUser(id: unknown): User | undefined {
  return USERS.find((user) => user.id === id);
}
