/** The operators' side of a BFF: its commands, and the socket on which they are served. */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { World } from '../../../protocol/world.ts';
import type { ConfiguredChannel } from '../../channels/configured.ts';
import type { ChannelHealth } from '../../channels/health.ts';
import type { Settings } from '../../config/read.ts';
import type { ClockParts, CommandDeps } from './deps.ts';
import { operatorServer } from './server.ts';
import { listenOnSocket } from './socket.ts';
import type { OpsSocket } from './socket.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Rules } from '../../payments/events.ts';
import type { Store } from '../../store/port.ts';
import { ACTS } from '../../operators/act-kinds.ts';
import { certificateEnds } from '../../operators/certificates.ts';
import type { MerchantDeps } from '../../operators/merchants.ts';
import { moneyActs } from '../../operators/money-acts.ts';
import type { Pauses } from '../../operators/pauses.ts';
import type { Standing } from '../../operators/recovering.ts';
import type { ResendDeps } from '../../operators/resend.ts';

export interface OperatorsDeps {
  settings: Settings;
  store: Store;
  payments: Payments;
  accounts: CommandDeps['accounts'];
  rules: Rules;
  world: World;
  standing: Standing;
  merchants: MerchantDeps;
  pauses: Pauses;
  postNotice: ResendDeps['postNotice'];
  channels: readonly Pick<ConfiguredChannel, 'id' | 'kind' | 'enabled'>[];
  health: Pick<ChannelHealth, 'isDown'>;
  clock_off: ((channel: string) => unknown) | undefined;
  clock: ClockParts | undefined;
  logger: FastifyBaseLogger;
}

export interface Operators {
  app: FastifyInstance;
  /** Throws ConfigError when the socket cannot be made. */
  listen(path: string): Promise<void>;
  /** Requests under way are answered; the socket is removed. */
  close(): Promise<void>;
}

export function openOperators({ settings: { config }, logger, channels, health, clock_off, ...deps }: OperatorsDeps): Operators {
  const { store, world, rules } = deps;
  const { two_persons_over_fen, proposal_life_ms } = config;
  const app = operatorServer(
    {
      ...deps,
      acts: moneyActs({ store, world, rules, act_rules: { two_persons_over_fen, proposal_life_ms }, kinds: ACTS }),
      channels: () =>
        channels.map(({ id, kind, enabled }) => {
          const clocks_differ = kind === 'card' && clock_off?.(id) !== undefined;
          return { id, enabled, down: health.isDown(id), clock_off: clocks_differ };
        }),
      database: config.store === undefined ? config.database : '',
      certificates: () => certificateEnds(config.channels),
      pid: process.pid,
      note: (command, by, facts) => logger.info({ command, by, ...facts }, 'operator.command'),
    },
    logger,
  );
  let socket: OpsSocket | undefined;
  return {
    app,
    async listen(path) {
      await app.ready();
      socket = await listenOnSocket(app.server, path);
    },
    async close() {
      await socket?.close();
      await app.close();
    },
  };
}
