/** Limits as a viewer reads them: the operator's, and how far his own may be below. */
import type { MeLimit, MeOwnLimits } from '../../protocol/me.ts';
import type { Lang } from '../../protocol/order.ts';
import { fen, yuan } from '../../protocol/money.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../protocol/texts/me/index.ts';
import type { MeWords } from '../../protocol/texts/me/index.ts';
import { lowerOf, PERIODS } from '../payments/spending.ts';
import type { OwnLimits, Period } from '../payments/spending.ts';

/** "500" for 50000; "500.50" for 50050. */
const short = (amount_fen: number): string => yuan(fen(amount_fen)).replace(/\.00$/, '');

export function limitsText({ payment_fen, day_fen, month_fen }: OwnLimits, lang: Lang): string[] {
  const words = ME_TEXTS[lang];
  const given = [
    [words.limit_payment, payment_fen],
    [words.limit_day, day_fen],
    [words.limit_month, month_fen],
  ] as const;
  return given.flatMap(([text, limit_fen]) => (limit_fen === undefined ? [] : [fill(text, { yuan: short(limit_fen) })]));
}

/** A viewer's own may be one of these, where the operator's is above it; in fen. */
const STEPS: { readonly [period in Period]: readonly number[] } = {
  payment_fen: [10_00, 30_00, 50_00, 100_00, 300_00],
  day_fen: [30_00, 50_00, 100_00, 300_00, 500_00],
  month_fen: [100_00, 300_00, 500_00, 1000_00, 2000_00],
};

/** Without the operator's own, or above it, it would hold nothing. */
export function isStep(settings: OwnLimits, of: Period, limit_fen: number): boolean {
  return STEPS[of].includes(limit_fen) && limit_fen < (settings[of] ?? Infinity);
}

export const NAMES = { payment_fen: 'payment', day_fen: 'day', month_fen: 'month' } as const satisfies {
  readonly [period in Period]: MeLimit['of'];
};

/** `kept`: none may be raised now. */
export function ownLimits(settings: OwnLimits, own: OwnLimits, kept: boolean, lang: Lang): MeOwnLimits {
  const words = ME_TEXTS[lang];
  const held = lowerOf(settings, own);
  return {
    lines: limitsText(held, lang),
    each: PERIODS.map((of) => limitOf(of, { settings: settings[of], own: own[of], held: held[of] }, kept, words)),
    ...(kept && Object.keys(own).length > 0 ? { kept_text: words.limits_kept } : {}),
  };
}

interface Amounts {
  settings: number | undefined;
  own: number | undefined;
  held: number | undefined;
}

function limitOf(of: Period, { settings, own, held }: Amounts, kept: boolean, words: MeWords): MeLimit {
  const text = (limit_fen: number): string => fill(words.limit_value, { yuan: short(limit_fen) });
  const may = STEPS[of].filter((one) => one < (settings ?? Infinity) && one !== own && !(kept && own !== undefined && one > own));
  const steps: MeLimit['steps'] = may.map((limit_fen) => ({ limit_fen, text: text(limit_fen) }));
  const name = NAMES[of];
  return {
    of: name,
    name: words[`limit_name_${name}`],
    value: held === undefined ? words.limit_free : text(held),
    own: own !== undefined && own === held && own !== settings ? words.limit_own : '',
    top: settings === undefined ? '' : fill(words.limit_top, { yuan: short(settings) }),
    title: words[`limit_title_${name}`],
    steps: own === undefined || kept ? steps : [...steps, { text: words.limit_none }],
  };
}
