/** What the screens and the BFF say to each other about a bank card, free of secrets. */

/** What a card check may ask for. Which of them a card needs follows the contract and is the operator's setting. */
export const CARD_ELEMENTS = ['phone', 'id', 'id_last6', 'expiry', 'cvn2', 'pin'] as const;
export type CardElement = (typeof CARD_ELEMENTS)[number];

export type CardKind = 'debit' | 'credit' | 'prepaid' | 'unknown';

/** A card as it may be shown. */
export interface CardFace {
  /** Ready text, "中国建设银行"; empty when not known. */
  bank: string;
  /** One character for the bank's mark, "建"; empty when not known. */
  mark: string;
  /** Colour of the mark, "#0b5ba8". */
  color: string;
  kind: CardKind;
  /** Ready text, "储蓄卡"; empty when not known. */
  kind_text: string;
  /** Last four digits. */
  tail: string;
}

/** A remembered card of this viewer. */
export interface CardTile extends CardFace {
  id: string;
  /** Ready text such as "上次使用". */
  tag?: string;
}

/** Lengths of what is typed. A full phone, ID or code moves on by itself. */
export const CARD_LENGTHS = {
  pan_min: 13,
  pan_max: 19,
  phone: 11,
  id: 18,
  id_last6: 6,
  expiry: 4,
  cvn2: 3,
  pin: 6,
  code: 6,
  pass: 6,
} as const;
