import type { Step, StepKind } from '../../protocol/step.ts';
import type { CardScreens } from '../secret-entry/entry-contract.ts';
import type { Screen, StepOf } from '../contract.ts';
import { cardsComing } from './cards-coming.ts';
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
  // Until the second script brings its own.
  'card-list': cardsComing,
  'card-number': cardsComing,
  'card-check': cardsComing,
  'sms-code': cardsComing,
};

/** False for a kind that a newer server has and this page has not. */
export function isScreen(kind: string): kind is StepKind {
  return Object.prototype.hasOwnProperty.call(SCREENS, kind);
}

/** `cards`: what the second script brought. */
export function screenOf(kind: string, cards?: CardScreens): Screen<Step> | undefined {
  if (!isScreen(kind)) return undefined;
  const own = cards && (cards as { readonly [kind: string]: unknown })[kind];
  return (own || SCREENS[kind]) as Screen<Step>;
}
