/**
 * The two members of an answer, with the content as the exact text that was signed: parsing and writing it again would be another text.
 * Source: docs/channels.md 4.2.
 */
export type Fields = { readonly [name: string]: unknown };

export interface SignedAnswer {
  content: string;
  sign: string;
  fields: Fields;
}

const CONTENT_FIRST = /^\s*\{\s*"response_biz_content"\s*:\s*(\{[^]*\})\s*,\s*"sign"\s*:\s*("[^"]*")\s*\}\s*$/;
const SIGN_FIRST = /^\s*\{\s*"sign"\s*:\s*("[^"]*")\s*,\s*"response_biz_content"\s*:\s*(\{[^]*\})\s*\}\s*$/;

/** undefined for anything but these two members. The content must be one JSON object, so its ends are certain. */
export function signedAnswer(body: string): SignedAnswer | undefined {
  const first = CONTENT_FIRST.exec(body);
  const [, sign, content] = first ? [first[0], first[2], first[1]] : (SIGN_FIRST.exec(body) ?? []);
  if (content === undefined || sign === undefined) return undefined;
  const fields = jsonObject(content);
  if (!fields) return undefined;
  try {
    return { content, sign: JSON.parse(sign) as string, fields };
  } catch {
    return undefined;
  }
}

export function jsonObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** A member as text; '' for a missing one and for anything but text and whole numbers. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value : '';
}

/** The result by `return_code` and, where given, `returnCode`: undefined when unreadable or when only one of the two says done. */
export function resultCode(fields: Fields, codeOf: (value: unknown) => number | undefined): number | undefined {
  const code = codeOf(fields['return_code']);
  const other = fields['returnCode'];
  if (other === undefined || other === '') return code;
  return (codeOf(other) === 0) === (code === 0) ? code : undefined;
}
