import type { ComponentChildren } from 'preact';
import type { Cashier } from '../controller.ts';
import { focusClass } from '../../tv/ui/focus-class.ts';

/** A thing to focus. When the focus comes or goes its class changes; nothing is drawn again. */
export function Button({ on, id, at, children }: { on: Cashier; id: string; at: string; children: ComponentChildren }) {
  return (
    <div ref={focusClass(on.focus, id, at)} onClick={() => on.press(id)}>
      {children}
    </div>
  );
}
