/** What the demo shop sells. */
export interface Item {
  id: string;
  name: string;
  detail: string;
  amount_fen: number;
  /** Which picture its card wears. */
  art: 'show' | 'phone';
  /** What the buyer reads once it is paid. */
  thanks: string;
}

export const ITEMS: readonly Item[] = [
  {
    id: 'vip',
    name: '综艺会员 3 个月',
    detail: '全部综艺 · 抢先看 · 无广告',
    amount_fen: 4500,
    art: 'show',
    thanks: '会员已经开通，现在就可以观看',
  },
  {
    id: 'phone',
    name: '手机充值 50 元',
    detail: '三网通用 · 付款后立即到账',
    amount_fen: 4990,
    art: 'phone',
    thanks: '话费正在充入您的手机',
  },
];

export function itemOf(id: string | undefined): Item | undefined {
  return ITEMS.find((item) => item.id === id);
}
