/** The token as it lies in the hand, with what is to be typed on its display; the key of the decimal point is ringed. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '←'];

export function TokenDevice({ digits, ok }: { digits: string; ok: string }) {
  return (
    <div class="at bk-token">
      <span class="bk-lcd">{digits}</span>
      <span class="bk-key bk-key-ok">{ok}</span>
      {KEYS.map((key, i) => (
        <span key={key} class={'bk-key bk-key-' + i}>
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
