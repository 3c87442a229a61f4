/** A viewer with an account at ICBC, in front of the TV of card-tv.ts. */
import type { Page } from '@playwright/test';
import { directSettings } from '../../src/sandbox/banks/icbc/manifest.ts';
import type { SandboxManifest } from '../../src/sandbox/manifest.ts';
import { accountBank } from './account-bank.ts';
import { cardTv, NO_LIMITS } from './card-tv.ts';
import type { Stack } from './stack.ts';

/** Over a BFF's settings: accounts beside the demo's channels, with seconds instead of minutes. */
export function bankSettings(banks: SandboxManifest, times: object = {}) {
  return {
    channels: {
      // With three ways the screen keeps the order beside them.
      alipay: { enabled: false },
      'icbc-direct': {
        ...directSettings(banks.icbc),
        enabled: true,
        timeout_ms: 4_000,
        schedules: {
          query_ms: [300, 600, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000, 15_000, 20_000],
          watch_ms: [1_000],
          close_ms: [300],
          refund_query_ms: [300, 500],
        },
      },
    },
    cards: NO_LIMITS,
    times: { refund_again_ms: [300, 1_000], refund_gap_ms: 300, lost_ms: 3_000, lost_again_ms: 1_000, ...times },
  };
}

export function bankTv(page: Page, stack: Stack) {
  const tv = cardTv(page, stack);

  const bank = accountBank(stack.phone_url);
  return {
    ...tv,
    ...bank,
    /** From choose to the ways, or to the challenge of a card with one way. */
    async toAccount(card: string): Promise<void> {
      await tv.ok('工商银行卡');
      await tv.sees('请输入银行卡号');
      await tv.type(await bank.panOf(card));
      await tv.ok('下一步');
    },
    async pay(password?: string): Promise<void> {
      await tv.type(password ?? (await bank.answer()).answer);
      await tv.ok('确认付款');
    },
  };
}
