import { batch, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Direction, RegionSpec, Step } from '../spatial/types.ts';
import type { Core } from './core.ts';

/** Options of a new layout. */
export interface LayoutOptions {
  /**
   * Which screen this is (a step's kind and version, say). The same key keeps the focus and all memories; another one
   * opens at `initial`, else at the first region that has a `default`, else at the first thing.
   */
  screen?: string;
  initial?: string | undefined;
  /** The dialog whose layout this is; left out, it is the screen's, even while dialogs are open above it. */
  scope?: string;
}

/** A dialog: while it is open nothing outside it can be focused. */
export interface ScopeSpec<L = readonly RegionSpec[]> {
  /** Also the token that closes it, so that nobody closes someone else's. */
  id: string;
  regions: L;
  initial?: string;
}

/**
 * The only holder of the focus. Exactly one thing has it whenever anything can.
 *
 * In a screen: `focus.layout([{ id: 'ways', columns: 2, items: [{ id: 'left' }, { id: 'right' }] }], { screen })`
 * once per change of layout (in a layout effect, or before rendering: both are before paint); in each focusable
 * component `const focused = focus.isFocused(id).value`; keys call `focus.move('Left')`, the pointer `focus.set(id)`.
 */
export interface Focus<L = readonly RegionSpec[]> {
  /** The focused id; undefined only when nothing can be focused. */
  readonly current: ReadonlySignal<string | undefined>;
  /** Declares or replaces the layout and, in the same call, moves the focus if the focused thing is gone or disabled. */
  layout(regions: L, options?: LayoutOptions): void;
  /** One step by arrow key. False when nothing lies there or the edge stops it. Reads no layout of the page, but for the rows' own: see rowCore. */
  move(dir: Direction): boolean;
  /**
   * Focuses a thing; false when it cannot be now. One that is not there yet is focused as soon as a layout of the same
   * screen brings it, unless the viewer moves first.
   */
  set(id: string): boolean;
  /** True while `id` has the focus. Two of these signals change per move, whatever the number of things. */
  isFocused(id: string): ReadonlySignal<boolean>;
  /** Opens a dialog and remembers where to return. A dialog already open under that id is replaced. */
  push(scope: ScopeSpec<L>): void;
  /** Closes a dialog (the topmost without an id) and returns the focus. False when it is not open. */
  pop(id?: string): boolean;
  /** The id of the topmost dialog; undefined on the plain screen. */
  readonly scope: ReadonlySignal<string | undefined>;
}

/** A layer that keeps the focus to itself: the screen at the bottom, dialogs above. */
interface Scope<M> {
  readonly id: string;
  /** Which screen the layout belongs to; another key forgets what the former screen remembered. */
  key: string | undefined;
  model: M;
  /** The last thing focused here: where the focus returns when this becomes the top again. */
  focused: string | undefined;
}

const SCREEN_SCOPE = '';

/** The store, over a core that knows where keys lead; `nothing` is the layout without anything. */
export function focusStore<L, M>(core: Core<L, M>, nothing: L): Focus<L> {
  const current = signal<string | undefined>(undefined);
  const scopeId = signal<string | undefined>(undefined);
  const flags: { [id: string]: Signal<boolean> | undefined } = Object.create(null);
  const scopes: Scope<M>[] = [emptyScope(SCREEN_SCOPE)];
  let pending: { id: string; scope: Scope<M> } | undefined;

  function emptyScope(id: string): Scope<M> {
    return { id, key: undefined, model: core.compile(nothing), focused: undefined };
  }

  function flag(id: string): Signal<boolean> {
    return flags[id] || (flags[id] = signal(current.peek() === id));
  }

  function top(): Scope<M> {
    return scopes[scopes.length - 1] as Scope<M>;
  }

  function indexOf(id: string): number {
    for (let i = scopes.length - 1; i >= 0; i--) if (scopes[i]?.id === id) return i;
    return -1;
  }

  /** The single setter: every change of focus passes here. */
  function focusIn(scope: Scope<M>, id: string | undefined, step?: Step): void {
    if (id !== undefined && (step || id !== scope.focused)) core.remember(scope.model, id, step);
    scope.focused = id;
    if (scope === top()) show(id);
  }

  function show(id: string | undefined): void {
    const before = current.peek();
    if (before === id) return;
    batch(() => {
      if (before !== undefined) flag(before).value = false;
      if (id !== undefined) flag(id).value = true;
      current.value = id;
    });
  }

  /** Replaces a scope's layout and, in the same step, moves its focus if the focused thing is gone. */
  function lay(scope: Scope<M>, layout: L, key: string | undefined, initial: string | undefined): void {
    const before = scope.model;
    const sameScreen = scope.key === key;
    const model = core.compile(layout);
    scope.model = model;
    scope.key = key;
    let id: string | undefined;
    if (!sameScreen && pending && pending.scope === scope) pending = undefined;
    if (!sameScreen || scope.focused === undefined) id = core.has(model, initial) ? initial : core.initial(model);
    else {
      core.keep(model, before);
      id = core.restore(model, scope.focused, before);
    }
    const asked = pending && pending.scope === scope && core.has(model, pending.id) ? pending.id : undefined;
    if (asked) pending = undefined;
    focusIn(scope, asked || id);
  }

  function removeScope(at: number): boolean {
    if (at < 1) return false;
    scopes.splice(at, 1);
    const scope = top();
    batch(() => {
      scopeId.value = scope.id === SCREEN_SCOPE ? undefined : scope.id;
      show(scope.focused);
    });
    return true;
  }

  return {
    current,
    scope: scopeId,
    isFocused: flag,
    layout(regions, options = {}) {
      const scope = scopes[indexOf(options.scope || SCREEN_SCOPE)];
      if (scope) lay(scope, regions, options.screen, options.initial);
    },
    move(dir) {
      const scope = top();
      pending = undefined;
      const from = scope.focused;
      const to = from === undefined ? undefined : core.move(scope.model, from, dir);
      if (from === undefined || to === undefined) return false;
      focusIn(scope, to, { from, to, dir });
      return true;
    },
    set(id) {
      const there = core.has(top().model, id);
      pending = there ? undefined : { id, scope: top() };
      if (there) focusIn(top(), id);
      return there;
    },
    push({ id, regions, initial }) {
      batch(() => {
        removeScope(indexOf(id));
        const scope = emptyScope(id);
        scopes.push(scope);
        scopeId.value = id;
        lay(scope, regions, undefined, initial);
      });
    },
    pop(id) {
      return removeScope(id === undefined ? scopes.length - 1 : indexOf(id));
    },
  };
}
