/** Fields that take digits, and rows of boxes for a code. */
import { effect } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/**
 * A ref: the element has the class `look`, `focused` while it has the focus, and `active`, which shows the caret,
 * while digits go into it. The focus on it or on one of `also` (its "?") makes it so. Nothing is drawn again for it.
 */
export function fieldClass<Name extends string>(
  focus: { isFocused(id: string): ReadonlySignal<boolean> },
  active: Signal<Name>,
  name: Name,
  [id, ...also]: readonly [string, ...string[]],
  look: string,
): (element: HTMLElement | null) => void {
  let stops: (() => void)[] = [];
  return (element) => {
    for (const stop of stops) stop();
    stops = [];
    if (!element) return;
    const focused = focus.isFocused(id);
    stops.push(
      effect(() => {
        if (focused.value || also.some((one) => focus.isFocused(one).value)) active.value = name;
      }),
      effect(() => {
        element.className = look + (active.value === name ? ' active' : '') + (focused.value ? ' focused' : '');
      }),
    );
  };
}

/** Typed digits in groups, the caret behind them; `empty` stands in a field that has none. */
export function digits(groups: readonly string[], empty = ''): ComponentChildren {
  return (
    <span class="digits">
      {groups.map((group, i) => (
        <span class={i ? 'group' : ''} key={i}>
          {group}
        </span>
      ))}
      <span class="caret" />
      {groups.length ? null : <span class="empty">{empty}</span>}
    </span>
  );
}

/** One box a digit; the one that the next digit goes into is marked. `secret`: dots. `off`: nothing is taken. */
export function codeBoxes(text: string, length: number, { secret, off }: { secret?: boolean; off?: boolean } = {}): ComponentChildren {
  const boxes = [];
  for (let i = 0; i < length; i++)
    boxes.push(
      <span key={i} class={'code-box' + (!off && i === text.length ? ' code-next' : '')}>
        {secret && i < text.length ? <span class="dot" /> : text.charAt(i)}
      </span>,
    );
  return <div>{boxes}</div>;
}
