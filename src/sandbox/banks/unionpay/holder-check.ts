/** Compares the owner's data in a request with the card's. */
import { beijing } from '../../../protocol/world.ts';
import type { Context } from './context.ts';
import type { Code } from './codes.ts';
import type { Customer } from './customer.ts';
import { changeCard } from './card-state.ts';
import type { Card } from './card-state.ts';
import { pinOfBlock } from './secret.ts';

const PIN_TRIES = 3;

/** Members left out are not checked; what must be there is the caller's business. */
export function disagreement(context: Context, card: Card, customer: Customer): Code | undefined {
  return wrongPin(context, card, customer) ?? wrongFace(context, card, customer) ?? wrongOwner(card, customer);
}

function wrongPin(context: Context, card: Card, { pin }: Customer): Code | undefined {
  if (!pin) return undefined;
  if (card.pin_misses >= PIN_TRIES) return '67';
  const right = card.pin !== undefined && pinOfBlock(pin, card.pan) === card.pin;
  const pin_misses = right ? 0 : card.pin_misses + 1;
  changeCard(context, card, { pin_misses });
  if (right) return undefined;
  return pin_misses >= PIN_TRIES ? '67' : '65';
}

/** CVN2 and expiry of a credit card; on debit cards they mean nothing. */
function wrongFace(context: Context, card: Card, { cvn2, expired }: Customer): Code | undefined {
  if (card.type === 'debit') return undefined;
  const wrong = (cvn2 !== undefined && cvn2 !== card.cvn2) || (expired !== undefined && expired !== card.expiry);
  if (wrong) return '65';
  const month = beijing(context.world.now()).slice(2, 7).replace('-', '');
  return (card.expiry ?? month) < month ? '73' : undefined;
}

function wrongOwner(card: Card, { phoneNo, certifId, customerNm }: Customer): Code | undefined {
  const pairs = [
    [phoneNo, card.phone],
    [certifId?.toUpperCase(), card.certif_id],
    [customerNm, card.holder],
  ];
  return pairs.some(([said, true_]) => said !== undefined && said !== true_) ? '66' : undefined;
}

/** A credit card's own elements, where they are asked for. */
export function lacksFace(card: Card, { cvn2, expired }: Customer): boolean {
  return card.type === 'credit' && (cvn2 === undefined || expired === undefined);
}
