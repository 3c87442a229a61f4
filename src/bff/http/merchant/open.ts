/** The merchants' side of a BFF: both protocols, their description, and the notices that go out. */
import type { FastifyInstance } from 'fastify';
import type { Send } from '../../../channels/port.ts';
import { randomText } from '../../../protocol/world.ts';
import type { ServerWorld } from '../../../protocol/world.ts';
import type { Settings } from '../../config/read.ts';
import { noticeLanes } from '../../merchants/notice-lanes.ts';
import type { NoticeLanes } from '../../merchants/notice-lanes.ts';
import { noticePoster } from '../../merchants/post-notice.ts';
import type { NoticeDeps, NoticePoster } from '../../merchants/post-notice.ts';
import type { Standing } from '../../operators/recovering.ts';
import type { Rules } from '../../payments/events.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import type { Store } from '../../store/port.ts';
import { listRoutes } from './lists.ts';
import { merchantNoticeRoutes } from './notices.ts';
import { describeRoutes, describingRoutes } from './openapi.ts';
import { orderRoutes } from './orders.ts';
import { refundRequestRoutes } from './refund-requests.ts';
import { viewerRoutes } from './viewers.ts';
import type { ViewerDeps } from './viewers.ts';
import { v1Routes } from './v1/routes.ts';

/** How long closePayBill waits for its end. Source: docs/money.md 8. */
const V1_CLOSE_WAIT_MS = 8_000;

export interface MerchantSideDeps {
  settings: Pick<Settings, 'config' | 'merchants'>;
  store: Store;
  payments: Payments;
  waiting: WaitingRoom;
  rules: Pick<Rules, 'times'>;
  standing: Pick<Standing, 'epoch'>;
  world: ServerWorld;
  /** The same, by a sandbox's clock where there is one: what is no signature goes by it. */
  business: ServerWorld;
  send: Send;
  log: NoticeDeps['log'];
  onError: (error: unknown) => void;
  /** Throws when the merchant asks too fast. */
  admit: (merchant_id: string) => void;
  reissue: ViewerDeps['reissue'];
}

export interface MerchantSide {
  postNotice: NoticePoster['postNotice'];
  /** Before workers begin. */
  lanes: NoticeLanes;
}

export async function openMerchantSide(app: FastifyInstance, deps: MerchantSideDeps): Promise<MerchantSide> {
  const { settings, store, payments, waiting, rules, standing, world, business, send, log, onError, admit, reissue } = deps;
  const { config, merchants } = settings;
  const { public_url, notice_timeout_ms: timeout_ms, answer_wait_ms } = config;
  const lanes = noticeLanes({ store, payments, world: business, probe_ms: rules.times.notice_probe_ms, log, onError });
  const notices = noticePoster({ send, merchants, public_url, now: world.wall, timeout_ms, log, heard: lanes.heard });
  const common = { payments, merchants, waiting, now: world.wall, admit, public_url };
  await describeRoutes(app, public_url);
  describingRoutes(app);
  orderRoutes(app, { ...common, wall: business.wall, min_life_ms: rules.times.new_code_ms, answer_wait_ms });
  listRoutes(app, { ...common, wall: business.wall, store, standing });
  refundRequestRoutes(app, { ...common, store });
  viewerRoutes(app, { ...common, reissue });
  merchantNoticeRoutes(app, { ...common, store, newId: () => randomText(world.random, 16), ...notices });
  v1Routes(app, { ...common, close_wait_ms: V1_CLOSE_WAIT_MS });
  return { postNotice: notices.postNotice, lanes };
}
