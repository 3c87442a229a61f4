/** Work that this program cannot do: a person is told, and it is tried again once a day. */
import { flag, jobOf, schedule } from '../draft.ts';
import type { Draft } from '../draft.ts';

const AGAIN_MS = 86_400_000;

export const SET_ASIDE = 'job-set-aside';

export function setAside(d: Draft, key: string): void {
  const job = jobOf(d, key);
  if (!job) return;
  flag(d, SET_ASIDE, key);
  schedule(d, { ...job, due_ms: d.now_ms + AGAIN_MS });
}
