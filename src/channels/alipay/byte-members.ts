/** The members of an answer as bytes, whatever its charset. In GBK the second byte of a letter may be \, {, } or [: it is no syntax. */
import { isUtf8 } from 'node:buffer';
import { byteText } from '../shared/byte-text.ts';
import { rawMembers } from './raw-members.ts';

/** A letter of GBK or GB18030 in its bytes, each as one letter. */
const GBK_LETTER = /[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\x7e\x80-\xfe])/g;

/** Name -> exact bytes of the value, as a byte text; undefined for what is a JSON object in neither UTF-8 nor GBK. */
export function byteMembers(body: Uint8Array): Map<string, string> | undefined {
  const text = byteText(body);
  // Of UTF-8 no byte of a longer letter is ASCII: its syntax is that of the byte text.
  return (
    (isUtf8(body) ? rawMembers(text) : undefined) ??
    rawMembers(
      text,
      text.replace(GBK_LETTER, (letter) => '\xff'.repeat(letter.length)),
    )
  );
}
