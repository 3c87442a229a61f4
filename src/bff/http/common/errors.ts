/** The one place where a failure becomes an answer: JSON for programs, a readable screen for viewers. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LANGS } from '../../../protocol/order.ts';
import type { Lang } from '../../../protocol/order.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { RefusalBody, RefusalCode } from '../../../protocol/refusal.ts';
import { StoreDown } from '../../store/errors.ts';
import type { AddressShower } from './client-address.ts';
import { isLanding } from './landing.ts';
import type { SummedLog } from './summed-log.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';

export interface ErrorDeps {
  lang: Lang;
  /** HTML of the `unavailable` screen. */
  page: (code: RefusalCode, lang: Lang) => string;
  summed: SummedLog;
  shown: AddressShower;
}

/** A flood causes these: they are counted by address and route. */
const SUMMED: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['RATE_LIMITED', 'BUSY']);

function logRefused(request: FastifyRequest, { code, field }: Refusal, { summed, shown }: ErrorDeps): void {
  const route = request.routeOptions.url ?? 'none';
  const facts = { code, ...(field ? { field } : {}), route, ...shown(request.ip) };
  if (SUMMED.has(code)) summed.note([code, route, request.ip].join(' '), 'info', 'request.refused', facts);
  else request.log.info(facts, 'request.refused');
}

/** Viewers come with GET to these and want to read a sentence. */
function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.routeOptions.config as { page?: boolean } | undefined)?.page === true;
}

export function landed({ method, raw, headers }: Pick<FastifyRequest, 'method' | 'raw' | 'headers'>): boolean {
  return isLanding({ method, url: raw.url ?? '/', accept: headers.accept });
}

export function langOf(request: FastifyRequest, fallback: Lang): Lang {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  return LANGS.find((lang) => lang === asked) ?? fallback;
}

export function handleErrors(app: FastifyInstance, deps: ErrorDeps): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = asRefusal(error);
    // Fastify's own messages may quote what was sent; ours never do.
    if (refusal.code === 'INTERNAL')
      request.log.error({ err: { name: error.name, message: error.message, stack: error.stack } }, 'request.failed');
    else if (error instanceof StoreDown) request.log.error({ code: error.code }, 'store.down');
    else logRefused(request, refusal, deps);
    send(request, reply, refusal, deps);
  });
  app.setNotFoundHandler((request, reply) => {
    send(request, reply, new Refusal('PAGE_NOT_FOUND'), deps, landed(request));
  });
}

function send(request: FastifyRequest, reply: FastifyReply, refusal: Refusal, deps: ErrorDeps, page = wantsPage(request)): void {
  const lang = langOf(request, deps.lang);
  reply.status(refusal.status).header('cache-control', 'no-store');
  if (refusal.status === 503) reply.header('retry-after', '5');
  if (page) return void reply.type('text/html; charset=utf-8').send(deps.page(refusal.code, lang));
  const words = TEXTS[lang].refusals[refusal.code];
  if (request.raw.url?.startsWith('/v2/')) return void reply.type(PROBLEM_TYPE).send(problemOf(refusal, request.id, words));
  const { title, text } = words;
  const body: RefusalBody = {
    error: { code: refusal.code, message: title + ' ' + text, ...(refusal.field ? { field: refusal.field } : {}) },
  };
  void reply.send(body);
}

function asRefusal(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreDown) return new Refusal('STORE_DOWN');
  if ('validation' in error && error.validation) {
    const first = error.validation[0];
    const field =
      first?.instancePath.split('/')[1] ??
      (first?.params as { missingProperty?: string; requiredProperties?: string[] } | undefined)?.missingProperty;
    return new Refusal('FIELD_BAD', field?.slice(0, 40));
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refusal('BODY_TOO_LARGE');
  if (status === 429) return new Refusal('RATE_LIMITED');
  if (status !== undefined && status >= 400 && status < 500) return new Refusal('BODY_BAD');
  return new Refusal('INTERNAL');
}
