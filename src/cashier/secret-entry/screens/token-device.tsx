/** The token as it lies in the hand, with what is to be typed on its display; the key of the decimal point is ringed. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '←'];

/** Places on a picture of 300 x 476, in percent. */
const keyAt = (i: number): string => 'left:' + (36 + (i % 3) * 80) / 3 + '%;top:' + (205 + Math.floor(i / 3) * 62) / 4.76 + '%';

export function TokenDevice({ digits, ok }: { digits: string; ok: string }) {
  return (
    <div class="at bk-token">
      <span class="bk-lcd">{digits}</span>
      <span class="bk-key bk-key-ok">{ok}</span>
      {KEYS.map((key, i) => (
        <span key={key} class="bk-key" style={keyAt(i)}>
          {key}
        </span>
      ))}
      {digits.indexOf('.') < 0 ? null : <span class="bk-ring" />}
    </div>
  );
}

/** The digits to type, one tile each; the point is a key of its own and lit. */
export function TokenDigits({ digits }: { digits: string }) {
  return (
    <div class={'at bk-typed' + (digits.length > 6 ? ' bk-long' : '')}>
      {digits.split('').map((char, i) => (
        <span key={i} class={char === '.' ? 'bk-dot' : ''}>
          {char}
        </span>
      ))}
    </div>
  );
}
