/** Marks of an operator's own instead of those drawn here: PNG files of a folder, named as the marks they replace. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOX_PATH } from '../../protocol/page.ts';

/** Our own, in the header. */
const BRAND = 'brand';
export const MARKS_PATH = BOX_PATH + 'marks/';
/** Twice the largest place (52 px of a window of 720 lines), so that it is sharp at 1080 too; and no more than is drawn anywhere. */
const SIDE_MIN = 104;
const SIDE_MAX = 416;
/** Bytes of one: all five stay within what the first screen may weigh (docs/performance.md). */
const BYTES_MAX = 8_000;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A channel's mark is that of its bank: its name up to the first dash, as on the page. */
const namesOf = (channels: readonly string[]): string[] => [...new Set([BRAND, ...channels.map((one) => one.replace(/-.*/, ''))])];

const pictures = (dir: string): string[] => readdirSync(dir).filter((file) => file.endsWith('.png'));

const nameOf = (file: string): string => file.slice(0, -'.png'.length);

/** A sentence for each thing that is wrong with the folder. */
export function marksProblems(dir: string, channels: readonly string[]): string[] {
  const names = namesOf(channels);
  const listed = 'names are ' + names.join('.png, ') + '.png';
  const where = 'The setting marks_dir: ';
  try {
    const files = pictures(dir);
    if (files.length === 0) return [where + '"' + dir + '" has no mark; ' + listed + '.'];
    return files.flatMap((file) => {
      const wrong = names.includes(nameOf(file)) ? wrongMark(readFileSync(join(dir, file))) : 'is no mark of a channel here; ' + listed;
      return wrong === undefined ? [] : [where + file + ' ' + wrong + '.'];
    });
  } catch (error) {
    return [where + '"' + dir + '" cannot be read (' + ((error as { code?: string }).code ?? 'error') + ').'];
  }
}

/** Width and height stand at bytes 16 and 20. Source: the PNG specification, 11.2.1. */
function wrongMark(bytes: Buffer): string | undefined {
  if (bytes.length < 24 || !bytes.subarray(0, PNG.length).equals(PNG)) return 'is no PNG';
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width !== height) return 'is ' + width + ' by ' + height + ' pixels, and a mark is as wide as high';
  if (width < SIDE_MIN || width > SIDE_MAX) return 'is ' + width + ' pixels wide; ' + SIDE_MIN + ' to ' + SIDE_MAX + ' are right';
  if (bytes.length > BYTES_MAX) return 'has ' + bytes.length + ' bytes; ' + BYTES_MAX + ' are the most';
  return undefined;
}

/** Their rules, after the page's own. A mark fills its place; a letter that stood in for one is not seen. */
export function markStyle(dir: string | undefined): string {
  if (dir === undefined) return '';
  const rules = pictures(dir).map((file) => {
    const name = nameOf(file);
    const version = createHash('sha256')
      .update(readFileSync(join(dir, file)))
      .digest('hex')
      .slice(0, 10);
    const look = `background:url(${MARKS_PATH}${file}?v=${version}) no-repeat 0 0!important;background-size:100% 100%!important`;
    return `.m-${name},.w-${name}{${look}}`;
  });
  return '<style>' + rules.join('') + '</style>';
}
