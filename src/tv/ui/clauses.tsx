/** A text whose lines end between clauses: Chinese breaks between any two letters, also inside a word. One longer than a line breaks all the same. */
import type { ComponentChildren } from 'preact';

/** `text` is not empty. */
export function clauses(text: string): ComponentChildren {
  return (text.match(/[^，。；]+.?|./g) as string[]).map((one) => <span class="clause">{one}</span>);
}
