/** The phone's users at Alipay. */
interface Payer {
  buyer_id: string;
  logon_id: string;
}

const PAYERS: { readonly [user: string]: Payer } = {
  lele: { buyer_id: '2088000000000101', logon_id: 'lel***@sandbox.example' },
  zhongzhong: { buyer_id: '2088000000000202', logon_id: '138****0202' },
};

export function findPayer(user: string | undefined): Payer | undefined {
  return PAYERS[user ?? ''];
}
