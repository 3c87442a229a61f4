import type { Step, StepKind } from '../../protocol/step.ts';
import type { Screen, StepOf } from '../screen.ts';
import { choose } from './choose.tsx';
import { checking, closed, ended, left, preparing, refused, unavailable } from './messages.ts';
import { paid } from './paid.tsx';
import { scan } from './scan.tsx';

/** One screen for each kind of step; a kind without one does not compile. */
const SCREENS: { readonly [kind in StepKind]: Screen<StepOf<kind>> } = {
  choose,
  preparing,
  scan,
  ended,
  checking,
  paid,
  refused,
  closed,
  left,
  unavailable,
};

/** Undefined for a kind that a newer server has and this page has not. */
export function screenOf(kind: string): Screen<Step> | undefined {
  return Object.prototype.hasOwnProperty.call(SCREENS, kind) ? (SCREENS[kind as StepKind] as unknown as Screen<Step>) : undefined;
}
