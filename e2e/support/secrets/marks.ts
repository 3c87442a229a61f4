/** What is looked for after a secret was typed, and where: files as they stand on the disk, texts as they went by. */
import { createReadStream } from 'node:fs';
import { cards } from 'bankcard';

/** Longer than any mark: none is cut in two by the ends of chunks. */
const MARK_MAX = 256;

/** Six digits and less would be found anywhere as they stand: these are looked for as a whole text, within JSON, and behind their label. */
export function marksOfShort(value: string, labels: readonly string[]): string[] {
  const quoted = ['"' + value + '"', '"' + value + '\\'];
  return [...quoted, ...labels.flatMap((label) => [label + '=' + value, label + '":' + value])];
}

const PREFIXES: ReadonlySet<string> = new Set(cards.map((one) => one.cardBin));

/** A program that knows the banks' prefixes keeps some texts of six digits itself. */
export const canBeMark = (digits: string): boolean => !PREFIXES.has(digits);

/** Which of the marks stand in these files or texts. */
export async function found(marks: readonly string[], files: readonly string[], texts: readonly string[] = []): Promise<string[]> {
  const hits = new Set<string>();
  const look = (text: string): void => {
    for (const mark of marks) if (text.includes(mark)) hits.add(mark);
  };
  texts.forEach(look);
  for (const file of files) {
    let rest = '';
    for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 22 })) {
      look(rest + (chunk as string));
      rest = (chunk as string).slice(-MARK_MAX);
    }
  }
  return [...hits];
}
