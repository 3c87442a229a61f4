/** Marks of the house and of the ways to pay, drawn by us; licensed ones come from the operator's `marks_dir`. */
import { gradient, svg } from './parts.ts';

const ground = (fill: string, r = 22) => `<rect width="96" height="96" rx="${r}" fill="${fill}"/>`;

/** Three heads and a smile: 众 and 乐. */
const brand = svg(`<defs>${gradient('g', '#27c4a4', '#1a67ad')}</defs>${ground('url(#g)', 24)}
  <g fill="#e8ecee"><circle cx="48" cy="25" r="10"/><circle cx="23" cy="36" r="7.5"/><circle cx="73" cy="36" r="7.5"/></g>
  <path d="M17 53C24 84 72 84 79 53" fill="none" stroke="#e8ecee" stroke-width="10.5" stroke-linecap="round"/>
  <path d="M34 51C39 61 57 61 62 51" fill="none" stroke="#bfe6da" stroke-width="7" stroke-linecap="round"/>`);

const wechat = svg(`<defs>${gradient('g', '#27b864', '#138a4a')}</defs>${ground('url(#g)')}
  <path d="M14 40c0-14 12-23 27-23s27 9 27 23-12 23-27 23c-3 0-6-.3-9-1l-10 7 2-11C17 53 14 47 14 40z" fill="#e9ebea"/>
  <path d="M40 59c0-11 10-19 22-19s22 8 22 19c0 6-3 10-7 13l2 10-10-5c-2 .6-5 1-7 1-12 0-22-8-22-19z" fill="#e9ebea" stroke="#179350" stroke-width="4.5"/>
  <g fill="#179350"><circle cx="32" cy="35" r="3.7"/><circle cx="49" cy="35" r="3.7"/><circle cx="55" cy="56" r="3.1"/><circle cx="69" cy="56" r="3.1"/></g>`);

const alipay = svg(`<defs>${gradient('g', '#2f8deb', '#1362c4')}</defs>${ground('url(#g)')}
  <g fill="none" stroke="#e8ebee" stroke-width="8" stroke-linecap="round" stroke-linejoin="round">
  <path d="M22 30H74"/><path d="M48 14V46"/><path d="M29 46H66C62 62 44 76 22 80"/><path d="M34 55C44 68 60 76 77 80"/></g>`);

const unionpay = svg(`${ground('#e8ebee')}
  <path d="M26 24h26L40 72H14a3 3 0 0 1-3-4L20 28q1-4 6-4z" fill="#cf2638"/><path d="M46 24h22L56 72H34z" fill="#20549c"/>
  <path d="M62 24h20q5 0 4 4L77 68q-1 4-5 4H50z" fill="#0f8178"/>`);

const icbc = svg(`<defs>${gradient('g', '#dc3542', '#a9141f')}</defs><circle cx="48" cy="48" r="47" fill="url(#g)"/>
  <circle cx="48" cy="48" r="36" fill="none" stroke="#ebe6e6" stroke-width="5"/>
  <g fill="#ebe6e6"><rect x="31" y="30" width="34" height="8" rx="1.5"/><rect x="43.5" y="34" width="9" height="28"/><rect x="27" y="58" width="42" height="8.5" rx="1.5"/></g>`);

export const BRANDS = { brand, wechat, alipay, unionpay, icbc };

/** What makes a coloured box a bank card: chip, number, light. The box has the bank's own colour. */
export const CARD_ART = svg(
  `<circle cx="132" cy="6" r="62" fill="#fff" fill-opacity=".1"/><circle cx="150" cy="40" r="62" fill="#fff" fill-opacity=".07"/>
  <rect x="1" y="1" width="146" height="92" rx="9" fill="none" stroke="#fff" stroke-opacity=".25" stroke-width="2"/>
  <rect x="13" y="30" width="25" height="19" rx="4" fill="#e6c170"/><path d="M13 39.5h8M30 39.5h8M21 30v19M30 30v19" stroke="#9a7630" stroke-width="1.6" fill="none"/>
  <g fill="#ebebeb">${[13, 43, 73].map((x) => [0, 7, 14, 21].map((d) => `<circle cx="${x + d + 2}" cy="66" r="1.9"/>`).join('')).join('')}</g>`,
  148,
  94,
);
