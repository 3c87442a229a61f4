/** For tests only: the gateway of ../gateway.fixture.ts for the bilateral calls, and the bank's key that opens what nobody else may read. */
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type { BankChannel, ChannelWorld } from '../../port.ts';
import { answerText, config as scan, DONE, keyFile, NOW_MS, ok, ORDER_ID, seen } from '../gateway.fixture.ts';
import type { Seen } from '../gateway.fixture.ts';
import type { IcbcDirectConfig } from './config.ts';
import { icbcDirect } from './index.ts';

const bank = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const config: IcbcDirectConfig = {
  ...scan,
  notify_url: 'https://pay.example.com/callbacks/icbc-direct',
  secret_public_key_file: keyFile('secret.pub', bank.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')),
};

export function opened(secret_data: unknown): unknown {
  const padding = { key: bank.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return JSON.parse(privateDecrypt(padding, Buffer.from(String(secret_data), 'base64')).toString('utf8'));
}

export interface Kit {
  channel: BankChannel;
  calls: Seen[];
  logs: string[];
}

/** Answers every call with these members, signed. */
export function says(fields: object, over: Partial<IcbcDirectConfig> = {}): Kit {
  const calls: Seen[] = [];
  const logs: string[] = [];
  const world: ChannelWorld = {
    now: () => NOW_MS,
    random: (length) => new Uint8Array(length).fill(7),
    log: (level, event, facts) => void logs.push(level + ' ' + event + ' ' + JSON.stringify(facts)),
    send: (out) => {
      calls.push(seen(out));
      return Promise.resolve(ok(answerText(fields)));
    },
  };
  return { channel: icbcDirect.make({ ...config, ...over }, world), calls, logs };
}

export const NUMBER = 'LZP250101abcdefghijklmnop';
export const PAID = { ...DONE, out_trade_no: NUMBER, status: 'PAID', order_id: ORDER_ID, total_amt: '1990', pay_time: '20250101000259' };
