/** What the hall sells: data/products.json. */
import products from './data/products.json' with { type: 'json' };

export interface Product {
  id: string;
  name: string;
  short: string;
  /** basic: the fee for television itself, which only a counter ends. */
  kind: 'basic' | 'channel';
  /** Fen by the number of months. */
  prices: { readonly [months: string]: number };
}

export const PRODUCTS = products.products as readonly Product[];

export interface HallGoods {
  product: string;
  months: number;
}

export const productOf = (id: unknown): Product | undefined => PRODUCTS.find((one) => one.id === id);

export interface Priced {
  goods: HallGoods;
  product: Product;
  amount_fen: number;
  subject: string;
}

/** By our prices; undefined for what is not sold. */
export function price(wanted: { readonly [name: string]: unknown }): Priced | undefined {
  const product = productOf(wanted['product']);
  const { months } = wanted;
  if (!product || typeof months !== 'number' || !Object.hasOwn(product.prices, String(months))) return undefined;
  const amount_fen = product.prices[String(months)] as number;
  return { goods: { product: product.id, months }, product, amount_fen, subject: product.name + ' ' + months + ' 个月' };
}
