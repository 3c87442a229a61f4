import { expect, it } from 'vitest';
import { fakeBank } from '../testing/fake-bank.ts';
import { fakeCards } from '../testing/fake-cards.ts';
import { configuredFakes } from '../testing/configured.ts';
import { missingAccounts, refuseMissingAccounts } from './unsettled.ts';

const now = () => 0;
const channels = configuredFakes({
  wechat: fakeBank('wechat', now),
  alipay: fakeBank('alipay', now),
  unionpay: fakeCards('unionpay', now),
}).filter((one) => one.id !== 'alipay');

const row = (channel: string, acquirer_id: string, attempts: number, refunds: number) => ({ channel, acquirer_id, attempts, refunds });

it('nothing is missing where every account is configured, or all of it is settled', () => {
  expect(missingAccounts([], channels)).toBeUndefined();
  expect(missingAccounts([row('wechat', 'wechat-account', 3, 0), row('alipay', 'gone', 0, 0)], channels)).toBeUndefined();
});

it('a bank that is gone, and an account that is gone, are named with their numbers and with what mends it', async () => {
  const rows = [row('alipay', 'app-1', 12, 1), row('wechat', 'mch-1', 0, 3), row('wechat', 'wechat-account', 9, 9)];
  const sentence =
    'Payments are not settled yet for the account app-1 of "channels/alipay" (12 payments, 1 refund) and the account mch-1 of ' +
    '"channels/wechat" (0 payments, 3 refunds): put the settings of that account back, with "enabled": false if it is no longer ' +
    'to be offered, or under "older" beside the new account.';
  expect(missingAccounts(rows, channels)).toBe(sentence);
  await expect(refuseMissingAccounts({ unsettled: () => Promise.resolve(rows) }, channels)).rejects.toThrow(sentence);
  await expect(refuseMissingAccounts({ unsettled: () => Promise.resolve([]) }, channels)).resolves.toBeUndefined();
});
