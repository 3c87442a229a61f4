/** What each key does now, at the right of the footer: a drawn key and a word. */

/** `key`: the class that the sheet draws the key by; `cap`: its name, hidden where the key has a picture. */
export interface KeyHint {
  key: string;
  cap?: string;
  does: string;
}

export function KeyHints({ hints }: { hints: readonly KeyHint[] }) {
  return (
    <div class="key-hints">
      {hints.map(({ key, cap, does }) => (
        <span class={'hint-' + key} key={key}>
          <span class={'key-cap ' + key}>{cap}</span>
          {does}
        </span>
      ))}
    </div>
  );
}
