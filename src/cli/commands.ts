/** Every command of lezhong. */
import { asks, byId } from './asks.ts';
import { CLOCK } from './clock/commands.ts';
import type { Command } from './command.ts';
import { LISTEN } from './merchant/listen.ts';
import { MERCHANTS } from './merchant/manage.ts';
import { ORDERS } from './merchant/orders.ts';
import { TRIGGER } from './merchant/trigger.ts';
import { REFUND_REASONS } from '../protocol/refund-request.ts';
import { printDeclined, printRequest, printRequests } from './print-requests.ts';
import { printReset, printViewer } from './print-viewers.ts';
import { printAct, printHeld, printOrphans, printProposals, printRefunds } from './print-money.ts';
import { printChannel, printChannels, printFlags, printNotices, printOrders, printStory } from './print-orders.ts';

/** Loaded only when asked for: they bring SQLite with them. */
const files = (name: 'backup' | 'restoreBackup' | 'markRecovered' | 'moveTo' | 'settingsCheck' | 'doctor'): Command['run'] => {
  return async (call) => (await import('./database.ts'))[name](call);
};

const ID = 'ID is one of the list; an order number, short number or bank transaction does where it fits only one.';
const PERSONS = 'Where the settings demand two persons for its amount, it is proposed, and another person approves it.';
const ABOUT = 'ID is one of the list, or the order or thing it is about.';

const act = (path: string): Command['run'] => asks('POST', path, byId, printAct);

export const COMMANDS: readonly Command[] = [
  ...ORDERS,
  LISTEN,
  TRIGGER,
  {
    name: 'order find',
    args: ['TEXT'],
    does: 'orders by id, token, short number, order number, channel number or bank transaction',
    run: asks('GET', '/orders', ({ args }) => ({ text: args[0] }), printOrders),
  },
  {
    name: 'order story',
    args: ['ORDER'],
    does: 'everything that happened to an order: who, when, from which evidence, with which ledger lines',
    more: 'ORDER is anything that "order find" takes and that fits one order. Times are Beijing time.',
    run: asks('GET', '/orders/story', ({ args }) => ({ order: args[0] }), printStory),
  },
  {
    name: 'flags',
    args: [],
    options: { last: { value: 'N', does: 'so many of the newest (100)' } },
    does: 'the marks for a person, the newest last, with their meaning and the command that decides',
    run: asks(
      'GET',
      '/flags',
      ({ options }) => ({ last: options['last'] }),
      (answer: Parameters<typeof printFlags>[0], { now }) => printFlags(answer, now()),
    ),
  },
  { name: 'held list', args: [], does: 'money that waits for a decision', run: asks('GET', '/held', () => ({}), printHeld) },
  {
    name: 'held give-back',
    args: ['ID'],
    does: 'give held money back to its viewer, whole, by the channel it came by',
    more: ID + ' ' + PERSONS,
    run: act('/held/give-back'),
  },
  {
    name: 'held accept',
    args: ['ID'],
    does: 'let held money pay its order: only while the order is not over, and only the ordered amount',
    more: ID + ' ' + PERSONS,
    run: act('/held/accept'),
  },
  {
    name: 'orphan list',
    args: [],
    does: 'money under a number of ours that no order has',
    run: asks('GET', '/orphans', () => ({}), printOrphans),
  },
  {
    name: 'orphan give-back',
    args: ['ID'],
    does: 'give money without an order back, whole, by the channel it came by',
    more: ID + ' ' + PERSONS,
    run: act('/orphans/give-back'),
  },
  {
    name: 'refund list',
    args: [],
    options: {
      stuck: { does: 'only those that the bank cannot bring' },
      owed: { does: 'only those that are to be paid by hand' },
      waiting: { does: "only those that wait: for our balance at the bank, for their merchant's money, or for a person after a restore" },
    },
    does: 'refunds that need a person',
    run: asks(
      'GET',
      '/refunds',
      ({ options }) => ({ need: ['stuck', 'owed', 'waiting'].find((need) => options[need] === true) }),
      printRefunds,
    ),
  },
  {
    name: 'refund-request list',
    args: [],
    options: {
      state: { value: 'STATE', does: 'open (unless told), refunded or declined' },
      last: { value: 'N', does: 'so many of the newest (100)' },
    },
    does: 'what viewers want back, and what merchants said to it',
    run: asks('GET', '/refund-requests', ({ options }) => ({ state: options['state'], last: options['last'] }), printRequests),
  },
  {
    name: 'refund-request open',
    args: ['ORDER', 'REASON'],
    does: 'ask a merchant for a refund, for a viewer who called',
    more:
      'REASON is one of ' +
      REFUND_REASONS.join(', ') +
      '. ORDER is anything that "order find" takes. While a request is open, it is that one.',
    run: asks('POST', '/refund-requests', ({ args }) => ({ order: args[0], reason: args[1] }), printRequest),
  },
  {
    name: 'refund-request decline',
    args: ['ID'],
    options: { text: { value: 'TEXT', does: 'why, for the viewer; at most 60 characters' } },
    does: 'say no for a merchant that has no way to: one with the protocol of 2014',
    more: 'ID is one of the list.',
    run: asks('POST', '/refund-requests/decline', ({ args, options }) => ({ id: args[0], text: options['text'] }), printDeclined),
  },
  {
    name: 'viewer show',
    args: ['ORDER'],
    does: "whether an order's viewer has a payment password and child lock",
    more: 'ORDER is anything that "order find" takes.',
    run: asks('GET', '/viewers', ({ args }) => ({ order: args[0] }), printViewer),
  },
  {
    name: 'viewer reset',
    args: ['ORDER'],
    does: 'forget the payment password of an order’s viewer, and take child lock off',
    more: 'Only once it is clear who calls. The viewer sets them anew on the television. ORDER is anything that "order find" takes.',
    run: asks('POST', '/viewers/reset', ({ args }) => ({ order: args[0] }), printReset),
  },
  {
    name: 'refund send-on',
    args: ['ID'],
    does: 'send a stuck refund to our own bank account instead',
    more: 'The viewer is then paid by hand, and "refund paid-by-hand" notes it. ' + ID + ' ' + PERSONS,
    run: act('/refunds/send-on'),
  },
  {
    name: 'refund paid-by-hand',
    args: ['ID'],
    does: 'note that the viewer was paid outside the channels',
    more: 'Pay first, note afterwards. ' + ID + ' ' + PERSONS,
    run: act('/refunds/paid-by-hand'),
  },
  {
    name: 'refund release',
    args: ['ID'],
    does: 'let a refund go out that waits after a restore',
    more: 'Only when the list of the bank does not have it: it would be given back twice. ' + ID + ' ' + PERSONS,
    run: act('/refunds/release'),
  },
  {
    name: 'proposal list',
    args: [],
    options: { all: { does: 'decided and expired ones too' }, last: { value: 'N', does: 'so many of the newest (100)' } },
    does: 'acts that wait for a second person',
    run: asks('GET', '/proposals', ({ options }) => ({ all: options['all'], last: options['last'] }), printProposals),
  },
  { name: 'proposal approve', args: ['ID'], does: 'approve an act: it is done at once', more: ABOUT, run: act('/proposals/approve') },
  { name: 'proposal reject', args: ['ID'], does: 'reject an act: nothing is done', more: ABOUT, run: act('/proposals/reject') },
  {
    name: 'notice list',
    args: ['ORDER'],
    optional: 1,
    options: { undelivered: { does: 'with ORDER too only those that were not delivered' } },
    does: 'notices that merchants have not taken; with ORDER all of that order',
    run: asks('GET', '/notices', ({ args, options }) => ({ order: args[0], undelivered: options['undelivered'] }), printNotices),
  },
  {
    name: 'notice resend',
    args: ['ID'],
    does: 'post a notice once more, now',
    more: 'ID is one of the list, or an order: then its first notice that was not delivered.',
    run: asks('POST', '/notices/resend', byId, ({ notice }: { notice: string }) => 'The merchant took the notice ' + notice + '.'),
  },
  {
    name: 'channel list',
    args: [],
    does: 'the channels, and whether each is offered',
    run: asks('GET', '/channels', () => ({}), printChannels),
  },
  {
    name: 'channel pause',
    args: ['ID'],
    does: 'offer a channel no more; what is under way is settled, also after a restart',
    run: asks('POST', '/channels/pause', byId, printChannel),
  },
  { name: 'channel resume', args: ['ID'], does: 'offer a paused channel again', run: asks('POST', '/channels/resume', byId, printChannel) },
  ...MERCHANTS,
  ...CLOCK,
  { name: 'backup', args: ['FILE'], does: 'a whole copy of the running database into a new file', run: files('backup') },
  {
    name: 'restore',
    args: ['FILE'],
    does: 'put a copy in the place of the database; the BFF must be stopped',
    more: 'The former database is kept beside it. Afterwards the database is "recovering": docs/operate.md says what that means.',
    run: files('restoreBackup'),
  },
  {
    name: 'recovered',
    args: [],
    does: 'PostgreSQL was put back to an earlier time: the next epoch, and "recovering", as restore does',
    more: 'Before any BFF is started. docs/operate.md says how PostgreSQL is put back.',
    run: files('markRecovered'),
  },
  {
    name: 'move',
    args: [],
    options: { to: { value: 'ADDRESS', does: 'an empty database: postgres://USER@HOST:5432/NAME' } },
    does: 'move everything from the SQLite file into PostgreSQL; the BFF must be stopped',
    more: 'A move that was broken off goes on where it was. At the end rows, sums, the journal and every payment are compared. The file stays as it is.',
    run: files('moveTo'),
  },
  {
    name: 'recovering end',
    args: [],
    does: 'after a restore, and after a person compared the lists of the banks: normal work again',
    run: asks(
      'POST',
      '/recovering/end',
      () => ({}),
      ({ epoch }: { epoch: number }) =>
        'Normal work again, epoch ' +
        epoch +
        '. Refunds that waited stay so: lezhong refund list --waiting, and lezhong refund release for each.',
    ),
  },
  {
    name: 'secret new',
    args: ['FILE'],
    optional: 1,
    does: "a new secret for a merchant's key, into a new file or to be copied",
    more: 'It begins with whsec_: stock libraries for Standard Webhooks verify notices with it as it is. No BFF is asked.',
    run: async (call) => (await import('./secret.ts')).secretNew(call),
  },
  {
    name: 'settings check',
    args: ['FILE'],
    optional: 1,
    options: { sandbox: { does: "accept the sandbox's keys (the demo)" } },
    does: 'check a settings file without starting anything',
    run: files('settingsCheck'),
  },
  { name: 'doctor', args: [], does: 'checks of the BFF, its database and its surroundings', run: files('doctor') },
];
