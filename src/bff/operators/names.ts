/** The item that a person names: its whole id "ORDER/ITEM", its item, or its order by id, number or short number. */
import type { Item } from './items.ts';
import { OperatorRefusal } from './refusal.ts';

/** Throws OperatorRefusal when none or several fit. `list`: the command that shows them. */
export function oneOf<I extends Item>(items: readonly I[], text: string, what: string, list: string): I {
  const exact = items.filter((one) => one.id === text);
  const fitting = exact.length ? exact : items.filter((one) => isMeant(one, text));
  const [one, ...others] = fitting;
  if (!one) throw new OperatorRefusal('ITEM_NOT_FOUND', 'There is no ' + what + ' "' + text + '": ' + list + ' shows them.');
  if (others.length === 0) return one;
  const ids = fitting.map((each) => each.id).join(', ');
  throw new OperatorRefusal('ITEM_AMBIGUOUS', '"' + text + '" fits several: name one of ' + ids + '.');
}

function isMeant({ item, order_id, order_no, short_no, ledger_id }: Item & { ledger_id?: string }, text: string): boolean {
  return [item, order_id, order_no, ledger_id].includes(text) || short_no === text.toUpperCase();
}
