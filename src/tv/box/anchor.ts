/** The part of a document that is needed to hold on to the keys. */
interface AnchorDocument {
  body: { appendChild(node: never): unknown; removeChild(node: never): unknown };
  createElement(tag: 'a'): AnchorElement;
}

interface AnchorElement {
  href: string;
  tabIndex: number;
  style: { cssText: string };
  focus(): void;
  onblur: (() => void) | null;
}

/**
 * Some boxes send no keys unless some element of the page has their own focus. This keeps an invisible link focused and
 * takes the focus back when it is lost; `later` runs its argument after the present event. Returns the undoing.
 */
export function holdKeys(doc: AnchorDocument, later: (run: () => void) => void): () => void {
  const link = doc.createElement('a');
  let held = true;
  const focus = () => {
    try {
      if (held) link.focus();
    } catch {
      // A box that cannot focus a link does not need it either.
    }
  };
  link.href = 'javascript:void(0)';
  link.tabIndex = -1;
  link.style.cssText = 'position:absolute;left:-100px;top:0;width:1px;height:1px;outline:none';
  link.onblur = () => later(focus);
  doc.body.appendChild(link as never);
  focus();
  return () => {
    held = false;
    link.onblur = null;
    doc.body.removeChild(link as never);
  };
}
