/**
 * The rules of the card screens, which the build puts here (cardCss of ../css.ts): the second script carries them, so
 * that the first paint waits for none of them. Empty in tests and in the development server, which serves one whole sheet.
 */
export const CARD_CSS: string = '';

const ID = 'card-style';

/** Before any card screen is drawn; once, however often the script comes. */
export function addCardCss(document: Document): void {
  if (!CARD_CSS || document.getElementById(ID)) return;
  const style = document.createElement('style');
  style.id = ID;
  style.appendChild(document.createTextNode(CARD_CSS));
  document.body.appendChild(style);
}
