/** The link by which a portal opens a viewer's own page: GET /me, signed as an order's link is, and for this purpose alone. */
import { ME_PURPOSE } from '../../protocol/me.ts';
import type { Fields } from '../../protocol/paysign-v2.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { isAllowed } from '../merchants/merchant.ts';
import type { Merchant, Merchants } from '../merchants/merchant.ts';
import { asLang, checkSignature, fieldsIn, isFieldOf, PATTERNS } from '../merchants/verify.ts';
import type { Forms } from '../merchants/verify.ts';
import type { Lang } from '../../protocol/order.ts';

const { merchant_id, viewer_id, box_id, return_url, lang } = PATTERNS;
/** Those it shares with an order are of the same form. */
const FORMS: Forms = { merchant_id, viewer_id, box_id, return_url, lang, purpose: /^[a-z]{1,20}$/ };
const REQUIRED = ['viewer_id', 'return_url', 'purpose'];

export const isLinkField = isFieldOf(FORMS);

export interface OpenedLink {
  merchant: Merchant;
  viewer_id: string;
  return_url: string;
  box_id?: string;
  lang?: Lang;
}

/** Throws a Refusal. A link older than five minutes opens nothing: a page that was left is opened from the portal. */
export function openLink(merchants: Merchants, path: string, given: Fields, now_ms: number): OpenedLink {
  const { merchant, stale } = checkSignature(merchants, 'GET', path, given, now_ms);
  if (stale) throw new Refusal('TIMESTAMP_STALE');
  if (merchant.portal !== true) throw new Refusal('PORTAL_OFF');
  for (const name of REQUIRED) if (!given[name]) throw new Refusal('FIELD_BAD', name);
  const fields = fieldsIn(given, FORMS);
  if (fields['purpose'] !== ME_PURPOSE) throw new Refusal('FIELD_BAD', 'purpose');
  const { viewer_id = '', return_url = '', box_id } = fields;
  if (!isAllowed(return_url, merchant.return_allow)) throw new Refusal('RETURN_URL_NOT_ALLOWED');
  const lang = asLang(fields['lang']) ?? merchant.lang;
  return { merchant, viewer_id, return_url, ...(box_id ? { box_id } : {}), ...(lang ? { lang } : {}) };
}
