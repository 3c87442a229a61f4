/** Text to GBK, by turning the platform's decoder round. */

let table: Map<string, number> | undefined;

function encodings(): Map<string, number> {
  const decoder = new TextDecoder('gbk');
  const map = new Map<string, number>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const char = decoder.decode(Uint8Array.of(high, low));
      if ([...char].length === 1 && char !== '\ufffd' && !map.has(char)) map.set(char, (high << 8) | low);
    }
  }
  return map;
}

/** Characters that GBK lacks become "?". */
export function gbk(text: string): Buffer {
  table ??= encodings();
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0x3f;
    const pair = table.get(char);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) bytes.push(0x3f);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return Buffer.from(bytes);
}
