/** Who a merchant's command speaks for: address, merchant and key, from options or the environment. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LezhongPay } from '../../merchant-sdk/index.ts';
import type { Call, Command } from '../command.ts';
import { failed } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';

export interface Account {
  pay: LezhongPay;
  base_url: string;
  secret: string;
}

export const ACCOUNT: NonNullable<Command['options']> = {
  url: { value: 'URL', does: 'the cashier (else LEZHONG_URL, else http://127.0.0.1:4000)' },
  merchant: { value: 'ID', does: 'who you are (else LEZHONG_MERCHANT, else dev, the merchant of the demo for programs of one’s own)' },
  'key-id': { value: 'ID', does: 'which of your keys (else LEZHONG_KEY_ID, else k1)' },
  'secret-file': {
    value: 'FILE',
    does: 'its secret (else LEZHONG_SECRET_FILE, else the text of LEZHONG_SECRET, else data/secrets/dev-key)',
  },
};

/** The secret never stands on a command line, where every process of the machine could read it. Throws a sentence. */
export function accountOf({ options, around }: Pick<Call, 'options' | 'around'>): Account {
  const { env, folder } = around;
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const base_url = text('url') ?? (env['LEZHONG_URL'] || 'http://127.0.0.1:4000');
  const merchant_id = text('merchant') ?? (env['LEZHONG_MERCHANT'] || 'dev');
  const key_id = text('key-id') ?? (env['LEZHONG_KEY_ID'] || 'k1');
  const file = text('secret-file') ?? (env['LEZHONG_SECRET_FILE'] || undefined);
  const secret =
    file === undefined && env['LEZHONG_SECRET'] ? env['LEZHONG_SECRET'] : secretIn(resolve(folder, file ?? 'data/secrets/dev-key'));
  return { pay: new LezhongPay({ base_url, merchant_id, keys: [{ key_id, secret }] }), base_url, secret };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error('The secret cannot be read from ' + file + ': name its file with --secret-file, or set LEZHONG_SECRET.');
  }
}

/** Runs with the account; what is wrong with it is a sentence. */
export function withAccount(run: (account: Account, call: Call) => Promise<Outcome>): Command['run'] {
  return async (call) => {
    let account;
    try {
      account = accountOf(call);
    } catch (error) {
      return failed(2, 'ACCOUNT', (error as Error).message);
    }
    return run(account, call);
  };
}
