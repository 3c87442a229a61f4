/** Serves the phone: pages made here, and three files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import type { LiveBank, PhoneTab } from '../banks/port.ts';
import { guideOf } from '../control/guide.ts';
import { controlBody, wantsPage } from '../control/page.ts';
import type { SandboxDb } from '../db/sandbox-db.ts';
import { codeList, codesBody } from './codes-page.ts';
import { faultsBody } from './faults-page.ts';
import type { Html } from './html.ts';
import { buildLayout } from './layout.ts';
import { messageList, messagesBody } from './messages-page.ts';
import type { Phone } from './phone.ts';
import { appsOf } from './apps.ts';
import { isAddress, openBody } from './open-page.ts';
import { scanBody } from './scan-page.ts';
import { findUser, USERS } from './users.ts';
import { codeOnTv } from './tv-code.ts';
import type { User } from './users.ts';
import { refuse } from './wallet.ts';

const SHOWN = 20;

/** The phone's owner stands in a cookie; without one it is the first user's. */
function owner(request: FastifyRequest): User {
  const named = /(?:^|;\s*)user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return findUser(named) ?? (USERS[0] as User);
}

function send(reply: FastifyReply, text: string, type = 'text/html'): FastifyReply {
  return reply
    .type(`${type}; charset=utf-8`)
    .header('Cache-Control', 'no-store')
    .header('Content-Security-Policy', "default-src 'self'; img-src data:")
    .send(text);
}

function addFiles(app: FastifyInstance, banks: readonly LiveBank[]): void {
  for (const [name, type] of [
    ['phone.css', 'text/css'],
    ['phone.js', 'text/javascript'],
  ] as const) {
    const content = readFileSync(new URL(`static/${name}`, import.meta.url), 'utf8');
    app.get(`/${name}`, (_request, reply) => send(reply, content, type));
  }
  const colours = banks.map(({ about }) => `.${about.id} { --bank: ${about.colour}; }\n`).join('');
  app.get('/banks.css', (_request, reply) => send(reply, colours, 'text/css'));
}

export interface PhoneParts {
  db: SandboxDb;
  banks: readonly LiveBank[];
  phone: Phone;
  browserUrl(): string;
  load: typeof fetch;
  clockOffMs(): number;
}

export function addPages(app: FastifyInstance, { db, banks, phone, browserUrl, load, clockOffMs }: PhoneParts): void {
  const tabs: PhoneTab[] = banks.flatMap((bank) => bank.tabs ?? []);
  const layout = buildLayout(tabs);
  const codes = (): Html => codeList(banks, phone.codes(SHOWN));
  const messages = (): Html =>
    messageList(
      db.texts.lately(SHOWN),
      banks.flatMap((bank) => bank.messages?.(SHOWN) ?? []),
    );
  const addPage = (path: string, title: string, body: (user: User) => Html): void => {
    app.get(path, (request, reply) => send(reply, layout(title, path, owner(request), body(owner(request)))));
  };
  addFiles(app, banks);
  addPage('/', '付款', () => codesBody(codes()));
  addPage('/messages', '短信', () => messagesBody(messages()));
  for (const tab of tabs) addPage(tab.path, tab.title, tab.body);
  addPage('/faults', '故障', () => faultsBody(banks));
  app.get('/control', (request, reply) => {
    const guide = guideOf(banks);
    if (wantsPage(request.headers.accept)) return send(reply, layout('控制', '', owner(request), controlBody(guide, clockOffMs())));
    return send(reply, JSON.stringify(guide, undefined, 2) + '\n', 'application/json');
  });
  app.get('/live/codes', (_request, reply) => send(reply, codes().html));
  app.get('/live/messages', (_request, reply) => send(reply, messages().html));
  app.get('/scan', async (request, reply) => {
    const user = owner(request);
    const asked = request.query as { code?: string | string[]; back?: string };
    const given = String(asked.code ?? '').trim();
    const code = (isAddress(given) ? await codeOnTv(given, load) : undefined) ?? given;
    const known = phone.scan(code, user.id) ?? refuse('unknown-code');
    // A code of a page is opened by whichever app scanned it.
    if (known.kind === 'refused' && known.reason === 'unknown-code' && isAddress(code))
      return send(reply, layout('用哪个 App 打开', '', user, openBody(appsOf(banks), browserUrl(), code)));
    const scan = known;
    const bank = banks.find(({ id }) => scan.kind === 'payable' && id === scan.channel);
    const means = bank ? `${bank.about.name} · ${bank.wallet?.pays_from ?? ''}` : '';
    return send(reply, layout('确认付款', '', user, scanBody(scan, means, user, isAddress(asked.back ?? '') ? asked.back : undefined)));
  });
}
