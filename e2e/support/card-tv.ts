/** A viewer with a bank card in hand, in front of the TV of tv.ts. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cardBank } from './bank-cards.ts';
import type { BankCard } from './bank-cards.ts';
import type { Stack } from './stack.ts';
import { tvOf } from './tv.ts';

export type Field = 'phone' | 'certif_id' | 'expiry' | 'cvn2';

export function cardTv(page: Page, stack: Stack) {
  const tv = tvOf(page, stack);
  const bank = cardBank(stack.phone_url);

  async function type(digits: string): Promise<void> {
    // At a thumb's pace: the same digit sooner than 120 ms is a held key.
    for (const digit of digits) {
      await page.keyboard.press(digit);
      await page.waitForTimeout(150);
    }
  }

  /** Down to it, then along its row: Left in a field would delete what was typed. */
  async function focus(text: string): Promise<void> {
    const there = async (): Promise<boolean> => (await page.locator('.focused').innerText()).includes(text);
    for (const key of [
      ...Array(6).fill('ArrowDown'),
      ...Array(3).fill('ArrowLeft'),
      ...Array(3).fill('ArrowRight'),
      ...Array(3).fill('ArrowUp'),
    ] as string[]) {
      if (await there()) return;
      await tv.press(key);
    }
    await expect(page.locator('.focused')).toContainText(text);
  }

  async function ok(text: string): Promise<void> {
    await focus(text);
    await tv.press('Enter');
  }

  const self = {
    ...tv,
    focus,
    ok,
    bank,
    type,
    /** From choose to the check of this card. */
    async toCheck(card: BankCard): Promise<void> {
      await ok('银联卡');
      await tv.sees('请输入银行卡号');
      await type(card.pan);
      await ok('下一步');
      await tv.sees('获取验证码');
    },
    /** A full field moves on by itself; an ID number of 15 digits is left by hand. */
    async fill(card: BankCard, field: Field): Promise<void> {
      await type(card[field]);
      if (field === 'certif_id' && card.certif_id.length < 18) await tv.press('ArrowDown');
    },
    async toCode(card: BankCard, ...fields: Field[]): Promise<void> {
      await self.toCheck(card);
      for (const field of fields) await self.fill(card, field);
      await ok('获取验证码');
      await tv.sees('验证码已发到');
    },
    async typeCode(code?: string): Promise<void> {
      await type(code ?? (await bank.code()));
      await ok('确认付款');
    },
    /** From choose to waiting for the bank. */
    async payWith(id: string, ...fields: Field[]): Promise<void> {
      await self.toCode(await bank.card(id), ...fields);
      await self.typeCode();
    },
    /** Anywhere on the screen, whatever stands between its groups of digits. */
    shows: (text: string): Promise<void> =>
      expect
        .poll(async () => (await page.locator('#app').innerText()).replace(/\s/g, ''), { timeout: 15_000 })
        .toContain(text.replace(/\s/g, '')),
  };
  return self;
}

export type CardTv = ReturnType<typeof cardTv>;

/** Many trials share a phone and a card: limits are tried elsewhere. */
export const NO_LIMITS = {
  limits: Object.fromEntries(
    ['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, 100_000])),
  ),
};
