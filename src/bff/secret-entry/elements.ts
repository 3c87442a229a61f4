/** Which fields a card must be checked with: follows the UnionPay contract, so it is a setting. The first rule that fits counts. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { CardElement } from '../../protocol/card.ts';
import type { CardFacts } from './display.ts';

const Kind = Type.Union([Type.Literal('debit'), Type.Literal('credit'), Type.Literal('prepaid'), Type.Literal('unknown')]);
const Element = Type.Union([
  Type.Literal('phone'),
  Type.Literal('id'),
  Type.Literal('id_last6'),
  Type.Literal('expiry'),
  Type.Literal('cvn2'),
  Type.Literal('pin'),
]);

export const ElementRule = Type.Object(
  {
    kind: Type.Optional(Kind),
    /** Bank codes of the BIN table, "CMB"; all banks when absent. */
    banks: Type.Optional(Type.Array(Type.String())),
    need: Type.Array(Element, { minItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type ElementRule = Static<typeof ElementRule>;

/** As UnionPay's no-redirect contracts usually say. */
export const ELEMENTS: readonly ElementRule[] = [
  { kind: 'credit', need: ['expiry', 'cvn2', 'phone'] },
  { kind: 'debit', need: ['phone'] },
  { kind: 'prepaid', need: ['phone'] },
  { kind: 'unknown', need: ['phone'] },
];

export function neededFor(rules: readonly ElementRule[], facts: Pick<CardFacts, 'bank' | 'kind'>): CardElement[] {
  const fits = (rule: ElementRule): boolean =>
    (rule.kind === undefined || rule.kind === facts.kind) && (rule.banks === undefined || rule.banks.includes(facts.bank));
  return [...((rules.find(fits) ?? ELEMENTS.find(fits))?.need ?? ['phone'])];
}

/** A card of unknown kind whose expiry or security code was found wrong is a credit card after all. */
export function withCredit(need: readonly CardElement[]): CardElement[] {
  const more: CardElement[] = ['expiry', 'cvn2'];
  return [...more.filter((one) => !need.includes(one)), ...need];
}
