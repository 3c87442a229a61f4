import type { ComponentChildren } from 'preact';
import type { Cashier } from '../cashier.ts';
import { live } from './live.ts';

/** A thing to focus. Draws itself again when the focus comes or goes, and nothing else does. */
export const Button = live(({ on, id, at, children }: { on: Cashier; id: string; at: string; children: ComponentChildren }) => {
  const focused = on.focus.isFocused(id).value;
  return (
    <div class={at + (focused ? ' focused' : '')} onClick={() => on.press(id)}>
      {children}
    </div>
  );
});
