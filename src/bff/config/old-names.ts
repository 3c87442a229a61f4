/** Settings of earlier versions, moved to where they stand now. Each move is a warning that names the new place. */
import { CHANNELS } from '../../channels/index.ts';
import { productOf } from '../../channels/module.ts';
import { ConfigError } from './error.ts';

type Tree = { [name: string]: unknown };

const RENAMED: readonly (readonly [old: string, now: string])[] = [
  ['patience', 'client_timeouts'],
  ['patience_ms', 'answer_wait_ms'],
];

/** One ladder for all channels of a kind. */
const BY_KIND = { query_shown_ms: 'scan', sent_query_ms: 'card' } as const;

/** One ladder each channel: times.close_ms.<channel>. */
const BY_CHANNEL = ['close_ms', 'watch_ms', 'refund_query_ms'] as const;

/** Changes nothing of what it is given. */
export function withNewNames(given: unknown): { config: unknown; warnings: string[] } {
  const warnings: string[] = [];
  if (!isTree(given)) return { config: given, warnings };
  const config: Tree = structuredClone(given);
  for (const [old, now] of RENAMED) {
    if (config[old] === undefined) continue;
    put(config, now, config[old], old, now);
    delete config[old];
    warnings.push(said(old, now));
  }
  const { times } = config;
  if (isTree(times)) for (const move of movesOf(times, config)) warnings.push(moved(config, move));
  return { config, warnings };
}

interface Move {
  old: string;
  channel: string;
  name: string;
  ladder: unknown;
}

/** Takes the old ladders out of `times`. */
function movesOf(times: Tree, config: Tree): Move[] {
  const moves: Move[] = [];
  for (const [name, kind] of Object.entries(BY_KIND)) {
    if (times[name] === undefined) continue;
    for (const module of CHANNELS.filter((one) => productOf(one).kind === kind && isConfigured(config, one.id)))
      moves.push({ old: 'times/' + name, channel: module.id, name: 'query_ms', ladder: times[name] });
    delete times[name];
  }
  for (const name of BY_CHANNEL) {
    const ladders = times[name];
    if (!isTree(ladders)) continue;
    for (const [channel, ladder] of Object.entries(ladders))
      if (isConfigured(config, channel)) moves.push({ old: 'times/' + name + '/' + channel, channel, name, ladder });
    delete times[name];
  }
  return moves;
}

function moved(config: Tree, { old, channel, name, ladder }: Move): string {
  const settings = (config['channels'] as Tree)[channel] as Tree;
  const schedules = isTree(settings['schedules']) ? settings['schedules'] : {};
  settings['schedules'] = schedules;
  const now = 'channels/' + channel + '/schedules/' + name;
  put(schedules, name, ladder, old, now);
  return said(old, now);
}

function put(into: Tree, name: string, value: unknown, old: string, now: string): void {
  if (into[name] !== undefined)
    throw new ConfigError('The settings name both "' + old + '" and "' + now + '", which are the same: keep the second.');
  into[name] = value;
}

function said(old: string, now: string): string {
  return 'The setting "' + old + '" is called "' + now + '" now: it is still read, and should be renamed.';
}

function isConfigured(config: Tree, channel: string): boolean {
  const { channels } = config;
  return isTree(channels) && Object.hasOwn(channels, channel) && isTree(channels[channel]);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
