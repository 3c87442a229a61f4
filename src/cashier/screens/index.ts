import type { Step, StepKind } from '../../protocol/step.ts';
import type { Screen, StepOf } from '../contract.ts';
import type { CardScreens } from '../secret-entry/entry-contract.ts';
import { checking } from './checking.tsx';
import { choose } from './choose.tsx';
import { closed } from './closed.tsx';
import { ended } from './ended.tsx';
import { entryComing } from './entry-coming.ts';
import { left } from './left.tsx';
import { paid } from './paid.tsx';
import { preparing } from './preparing.tsx';
import { refused } from './refused.tsx';
import { scan } from './scan.tsx';
import { unavailable } from './unavailable.tsx';
import { unknown } from './unknown.ts';

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
  // Until the second script brings these.
  'card-list': entryComing,
  'card-number': entryComing,
  'card-check': entryComing,
  'sms-code': entryComing,
  'bank-method': entryComing,
  'bank-password': entryComing,
  'pay-password': entryComing,
};

/** False for a kind that a newer server has and this page has not. */
export function isScreen(kind: string): kind is StepKind {
  return Object.prototype.hasOwnProperty.call(SCREENS, kind);
}

/** `brought`: the screens of the second script, once it is here. */
export function screenOf(kind: string, brought: CardScreens | undefined): Screen<Step> {
  const own = brought && (brought as { readonly [kind: string]: unknown })[kind];
  return isScreen(kind) ? ((own || SCREENS[kind]) as Screen<Step>) : unknown;
}
