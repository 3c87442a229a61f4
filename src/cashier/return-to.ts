import type { ReturnTo, Step } from '../protocol/step.ts';

/** The way back to the app, on steps that have one. */
export const returnTo = (step: Step): ReturnTo | undefined => (step as { return_to?: ReturnTo }).return_to;
