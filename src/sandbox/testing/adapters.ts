/** The project's own adapter against a simulator, for tests. */
import Value from 'typebox/value';
import type { ChannelModule } from '../../channels/module.ts';
import type { ChannelWorld, ScanChannel } from '../../channels/port.ts';
import type { CommonConfig } from '../../channels/shared/config.ts';
import { makeSend } from '../../channels/shared/send.ts';
import type { World } from '../../protocol/world.ts';
import { BANKS } from '../banks/index.ts';
import type { Bench } from './bench.ts';

export interface Adapter {
  channel: ScanChannel;
  logged: string[];
  stop(): Promise<void>;
}

/** With the settings a BFF would have, and `more` over them. */
export function scanAdapter(bench: Bench<World>, module: ChannelModule, more: object = {}): Adapter {
  const bank = BANKS.find((one) => one.id === module.id);
  const manifest = bench.manifest[module.id as 'wechat'];
  const given = { ...bank?.clientSettings(manifest as never), notify_url: 'http://merchant.test/callback', ...more };
  const route = makeSend();
  const logged: string[] = [];
  const world: ChannelWorld = {
    now: () => bench.world.now(),
    random: bench.world.random,
    send: route.send,
    log: (level, event, facts) => void logged.push(level + ' ' + event + ' ' + JSON.stringify(facts)),
  };
  const channel = module.make(Value.Default(module.config, given) as CommonConfig, world);
  if (channel.kind !== 'scan') throw new Error(module.id + ' is not scanned');
  return { channel, logged, stop: route.stop };
}
