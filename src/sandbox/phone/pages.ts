/** Serves the phone: pages made here, and two files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import type { Context } from '../server/context.ts';
import { findUser, USERS } from './users.ts';
import type { User } from './users.ts';
import { messages } from '../banks/unionpay/control.ts';
import { allCards } from '../banks/unionpay/card-state.ts';
import { refuse } from './wallet.ts';
import { cardsPage } from '../banks/unionpay/cards-page.ts';
import { codeList, codesPage } from './codes-page.ts';
import { faultsPage } from './faults-page.ts';
import { messageList, messagesPage } from './messages-page.ts';
import type { Inbox } from './messages-page.ts';
import type { Phone } from './phone.ts';
import { scanPage } from './scan-page.ts';

const SHOWN = 20;

/** Whose phone it is stands in a cookie; the first user's when there is none. */
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

export function addPages(app: FastifyInstance, context: Context, phone: Phone): void {
  for (const [name, type] of [
    ['phone.css', 'text/css'],
    ['phone.js', 'text/javascript'],
  ] as const) {
    const content = readFileSync(new URL(`static/${name}`, import.meta.url), 'utf8');
    app.get(`/${name}`, (_request, reply) => send(reply, content, type));
  }
  app.get('/', (request, reply) => send(reply, codesPage(owner(request), phone.codes(SHOWN))));
  app.get('/live/codes', (_request, reply) => send(reply, codeList(phone.codes(SHOWN)).html));
  const inbox = (): Inbox => ({
    texts: context.truth.texts.lately(SHOWN),
    codes: messages(context, SHOWN),
    now_ms: context.world.now(),
  });
  app.get('/messages', (request, reply) => send(reply, messagesPage(owner(request), inbox())));
  app.get('/live/messages', (_request, reply) => send(reply, messageList(inbox()).html));
  app.get('/cards', (request, reply) => send(reply, cardsPage(owner(request), allCards(context))));
  app.get('/faults', (request, reply) => send(reply, faultsPage(context, owner(request))));
  app.get('/scan', (request, reply) => {
    const user = owner(request);
    const code = (request.query as { code?: string | string[] }).code;
    return send(reply, scanPage(user, phone.scan(String(code ?? ''), user.id) ?? refuse('unknown-code')));
  });
}
