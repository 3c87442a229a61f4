/** The fields of a signed link, out of an address that may have come a long way. */
import type { Fields } from '../../../protocol/paysign-v2.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { isOrderField, isSigned } from '../../merchants/verify.ts';
import type { AskedDeps } from './asked.ts';

/** A query as it was read: a name that stands twice is a list. */
export type LinkQuery = { readonly [name: string]: unknown };

/** What is neither ours nor signed was added by a portal or a box: it is not looked at. */
export function linkFields(
  deps: Pick<AskedDeps, 'merchants' | 'now'>,
  path: string,
  query: LinkQuery,
  isOurs: (name: string) => boolean = isOrderField,
): Fields {
  const ours: { [name: string]: string } = {};
  const others: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') (isOurs(name) ? ours : others)[name] = value;
    else if (isOurs(name)) throw new Refusal('FIELD_BAD', name);
  }
  const all = { ...ours, ...others };
  return isSigned(deps.merchants, 'GET', path, all, deps.now()) ? all : ours;
}
