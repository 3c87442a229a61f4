/** What each key does now, at the right of the footer: a drawn key and a word. */

/** `key`: the class that the sheet draws the key by; `cap`: letters on it, where the key is known by them. */
export interface KeyHint {
  key: string;
  cap?: string | undefined;
  does: string;
}

export function KeyHints({ hints }: { hints: readonly KeyHint[] }) {
  return (
    <div class="key-hints">
      {hints.map(({ key, cap, does }) => (
        <span class={key} key={key}>
          <span class={cap ? 'key-cap' : 'key-sign'}>{cap}</span>
          {does}
        </span>
      ))}
    </div>
  );
}
