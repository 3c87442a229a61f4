/** How banks are shown: a name in three languages, one character and a colour. Colours are close to each bank's own, darkened for contrast. */
import type { Lang } from '../../protocol/order.ts';

interface Shown {
  'zh-CN': string;
  'zh-TW': string;
  en: string;
  mark: string;
  color: string;
}

const bank = (cn: string, tw: string, en: string, mark: string, color: string): Shown => ({ 'zh-CN': cn, 'zh-TW': tw, en, mark, color });

const BANKS: { readonly [code: string]: Shown } = {
  ICBC: bank('工商银行', '工商銀行', 'ICBC', '工', '#b3202a'),
  ABC: bank('农业银行', '農業銀行', 'Agricultural Bank of China', '农', '#00796b'),
  BOC: bank('中国银行', '中國銀行', 'Bank of China', '中', '#a71e32'),
  CCB: bank('建设银行', '建設銀行', 'China Construction Bank', '建', '#0f63b0'),
  COMM: bank('交通银行', '交通銀行', 'Bank of Communications', '交', '#1d3f7d'),
  PSBC: bank('邮储银行', '郵儲銀行', 'Postal Savings Bank of China', '邮', '#00703c'),
  CMB: bank('招商银行', '招商銀行', 'China Merchants Bank', '招', '#b01c2e'),
  CITIC: bank('中信银行', '中信銀行', 'China CITIC Bank', '信', '#b5121b'),
  CEB: bank('光大银行', '光大銀行', 'China Everbright Bank', '光', '#6a1b7a'),
  CMBC: bank('民生银行', '民生銀行', 'China Minsheng Bank', '民', '#1f6a54'),
  HXBANK: bank('华夏银行', '華夏銀行', 'Hua Xia Bank', '华', '#b8252b'),
  GDB: bank('广发银行', '廣發銀行', 'China Guangfa Bank', '广', '#b3262b'),
  SPABANK: bank('平安银行', '平安銀行', 'Ping An Bank', '平', '#c24a12'),
  CIB: bank('兴业银行', '興業銀行', 'Industrial Bank', '兴', '#0a3d8f'),
  SPDB: bank('浦发银行', '浦發銀行', 'SPD Bank', '浦', '#1a4a86'),
  BOHAIB: bank('渤海银行', '渤海銀行', 'China Bohai Bank', '渤', '#174a8b'),
  CZBANK: bank('浙商银行', '浙商銀行', 'China Zheshang Bank', '浙', '#a8341c'),
  EGBANK: bank('恒丰银行', '恆豐銀行', 'Hengfeng Bank', '恒', '#1d4c8f'),
  SHBANK: bank('上海银行', '上海銀行', 'Bank of Shanghai', '沪', '#1c4a8c'),
  BJBANK: bank('北京银行', '北京銀行', 'Bank of Beijing', '京', '#a81e2d'),
  NBBANK: bank('宁波银行', '寧波銀行', 'Bank of Ningbo', '甬', '#a5761a'),
  JSBANK: bank('江苏银行', '江蘇銀行', 'Bank of Jiangsu', '苏', '#1c4d8f'),
  HZCB: bank('杭州银行', '杭州銀行', 'Bank of Hangzhou', '杭', '#14679a'),
  NJCB: bank('南京银行', '南京銀行', 'Bank of Nanjing', '宁', '#a31f2b'),
  BGB: bank('北部湾银行', '北部灣銀行', 'Guangxi Beibu Gulf Bank', '北', '#0d6b8f'),
  GLBANK: bank('桂林银行', '桂林銀行', 'Guilin Bank', '桂', '#2f7a3c'),
  LZCCB: bank('柳州银行', '柳州銀行', 'Liuzhou Bank', '柳', '#2b7a55'),
  GXRCU: bank('广西农信', '廣西農信', 'Guangxi Rural Credit', '农', '#1f7a4c'),
};

const OTHER_COLOR = '#2f4f74';

/** `name`: what the BIN table calls it, for banks that are not listed here. */
export function shownBank(code: string, name: string, lang: Lang): { bank: string; mark: string; color: string } {
  const known = BANKS[code];
  if (known) return { bank: known[lang], mark: known.mark, color: known.color };
  return { bank: name, mark: name.slice(0, 1), color: OTHER_COLOR };
}
