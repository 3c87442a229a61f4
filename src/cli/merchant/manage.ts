/** An operator's commands about merchants in the database. */
import type { Command } from '../command.ts';
import { asks, byId } from '../asks.ts';
import type { Fields } from '../asks.ts';
import { printMerchant, printMerchants, printSecrets } from '../print-merchants.ts';

const TERMS: NonNullable<Command['options']> = {
  'fee-bp': { value: 'N', does: 'share of what is settled, in hundredths of a percent (0)' },
  'fee-min': { value: 'FEN', does: 'the least fee (0)' },
  'fee-cap': { value: 'FEN', does: 'the highest fee' },
  credit: { value: 'FEN', does: 'how far refunds may go below what is payable (0)' },
};

const termsIn: Fields = ({ options }) => ({
  fee_bp: options['fee-bp'],
  fee_min_fen: options['fee-min'],
  fee_cap_fen: options['fee-cap'],
  credit_limit_fen: options['credit'],
});

const urlsIn = (text: string | boolean | undefined): string[] => (typeof text === 'string' ? text.split(',').filter(Boolean) : []);

const newMerchant: Fields = (call) => {
  const { args, options } = call;
  const [dev_id, app_id] = typeof options['v1'] === 'string' ? options['v1'].split('/') : [];
  return {
    id: args[0],
    name: options['name'] ?? args[0],
    app_name: options['app'] ?? options['name'] ?? args[0],
    return_allow: urlsIn(options['return']),
    notify_allow: urlsIn(options['notify']),
    viewers: options['viewers'],
    portal: options['portal'] === true,
    dev_id,
    app_id,
    ...termsIn(call),
  };
};

export const MERCHANTS: readonly Command[] = [
  {
    name: 'merchant list',
    args: [],
    does: 'merchants of the settings and of the database, and how each stands',
    run: asks('GET', '/merchants', () => ({}), printMerchants),
  },
  {
    name: 'merchant add',
    args: ['ID'],
    options: {
      name: { value: 'NAME', does: 'what viewers read' },
      app: { value: 'NAME', does: 'what the viewer goes back to (else the name)' },
      return: { value: 'URLS', does: 'addresses viewers may be sent back to, commas between' },
      notify: { value: 'URLS', does: 'addresses notices may go to, commas between' },
      viewers: {
        value: 'WHOSE',
        does: "own (unless told), or operator: its viewer_ids are the operator's, the same at all such merchants",
      },
      portal: { does: "may open its viewers' own page (what they paid, their cards, refund requests)" },
      v1: { value: 'DEVID/APPID', does: 'switches the protocol of 2014 on' },
      ...TERMS,
    },
    does: 'a new merchant in the database; its secret is shown once',
    run: asks('POST', '/merchants/add', newMerchant, printSecrets),
  },
  {
    name: 'merchant disable',
    args: ['ID'],
    does: 'refuse everything this merchant asks',
    run: asks('POST', '/merchants/disable', byId, printMerchant),
  },
  {
    name: 'merchant enable',
    args: ['ID'],
    does: 'take requests of a disabled merchant again',
    run: asks('POST', '/merchants/enable', byId, printMerchant),
  },
  {
    name: 'merchant hold',
    args: ['ID'],
    does: 'no new orders; what is under way, refunds too, goes on',
    run: asks('POST', '/merchants/hold', byId, printMerchant),
  },
  { name: 'merchant resume', args: ['ID'], does: 'new orders again', run: asks('POST', '/merchants/resume', byId, printMerchant) },
  {
    name: 'merchant contract',
    args: ['ID'],
    options: TERMS,
    does: 'change fees and credit limit; bills that are paid keep what they had',
    run: asks('POST', '/merchants/contract', (call) => ({ id: call.args[0], ...termsIn(call) }), printMerchant),
  },
  {
    name: 'merchant rotate-key',
    args: ['ID'],
    options: { finish: { does: 'the old key goes: the new one alone is live' } },
    does: 'a new key beside the old one, shown once; both are live until --finish',
    run: asks('POST', '/merchants/rotate-key', ({ args, options }) => ({ id: args[0], finish: options['finish'] === true }), printSecrets),
  },
];
