/** Banks' callbacks with all they need. */
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../../config/read.ts';
import { guardCallbacks } from './callback-guard.ts';
import type { CallbackAllow, GuardDeps } from './callback-guard.ts';
import { callbackRoutes } from './callbacks.ts';
import type { CallbackDeps } from './callbacks.ts';
import { flagNews } from './flag-news.ts';

export function openCallbacks(
  app: FastifyInstance,
  of: Pick<CallbackDeps, 'store' | 'payments' | 'orphans' | 'now' | 'log'> & {
    settings: Settings;
    acquirers: CallbackDeps['accounts'];
  } & Pick<GuardDeps, 'summed' | 'shown'>,
): void {
  const { settings, store, payments, orphans, acquirers, now, log, summed, shown } = of;
  const { rates, callback_allow, prefix, orphan_ms } = settings.config;
  const guard = guardCallbacks(app, { rate: rates.callback, allow: callback_allow as CallbackAllow, now, log, summed, shown });
  const deps = { payments, orphans, store, accounts: acquirers, prefix, now, orphan_ms, log };
  callbackRoutes(app, { ...deps, flag: flagNews(payments) }, guard);
}
