/** The operators' commands work on these. */
import type { World } from '../../../protocol/world.ts';
import type { Certificate } from '../../operators/doctor.ts';
import type { MerchantDeps } from '../../operators/merchants.ts';
import type { MoneyActs } from '../../operators/money-acts.ts';
import type { Pauses } from '../../operators/pauses.ts';
import type { Standing } from '../../operators/recovering.ts';
import type { ResendDeps } from '../../operators/resend.ts';
import type { Operator, Rules } from '../../payments/events.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Workers } from '../../payments/engine/workers.ts';
import type { SandboxClock } from '../../sandbox-clock.ts';
import type { ViewerAccounts } from '../../viewers/accounts/accounts.ts';
import type { Store } from '../../store/port.ts';

export interface ChannelState {
  id: string;
  /** By the settings. */
  enabled: boolean;
  /** Mostly silent. */
  down: boolean;
  /** Its clock and ours differ. */
  clock_off: boolean;
}

export interface ClockParts {
  clock: SandboxClock;
  workers: Pick<Workers, 'state'>;
  /** Calls to banks under way. */
  calling: () => number;
}

export interface CommandDeps {
  store: Store;
  payments: Payments;
  /** Absent where viewers have none. */
  accounts: Pick<ViewerAccounts, 'view' | 'reset'> | undefined;
  acts: MoneyActs;
  rules: Rules;
  pauses: Pauses;
  standing: Standing;
  merchants: MerchantDeps;
  world: World;
  postNotice: ResendDeps['postNotice'];
  /** As they are now. */
  channels: () => readonly ChannelState[];
  database: string;
  certificates: () => readonly Certificate[];
  pid: number;
  /** Absent where the clock is the system's. */
  clock: ClockParts | undefined;
  /** One line for each command that changed something. */
  note: (command: string, by: Operator, facts: { [name: string]: string | number }) => void;
}
