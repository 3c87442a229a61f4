/** The merchants' interface described for programs (OpenAPI 3.1), and the same as a page for people. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '../../../protocol/page.ts';
import { fieldsOf, PROBLEM_SHAPE } from './shapes.ts';
import type { Shape } from './shapes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Viewers open it and want to read a sentence. */
    page?: boolean;
    shape?: Shape;
  }
}

/** Awaited before the routes are made: it listens to their making. */
export async function describeRoutes(app: FastifyInstance, public_url: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lezhong Pay, merchants', version: '2', description: 'Every request is signed: docs/paysign.md 1.' },
      servers: [{ url: public_url }],
    },
    transform: ({ schema, url, route }) => {
      const shape = route.config?.shape;
      if (!shape) return { schema: { hide: true }, url };
      const fields = fieldsOf(shape);
      return { schema: { summary: shape.summary, params: schema?.params, ...sent(route.method, fields), response: responses(shape) }, url };
    },
  });
}

function sent(method: string | string[], fields: object): object {
  return method === 'POST' ? { body: fields } : { querystring: fields };
}

function responses({ answer }: Shape): object {
  const content = { 'application/problem+json': { schema: PROBLEM_SHAPE } };
  return { 200: { ...answer, description: 'done' }, default: { description: 'refused', content } };
}

export function describingRoutes(app: FastifyInstance): void {
  app.get('/v2/openapi.json', async () => app.swagger());
  app.get('/v2/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(pageOf(app.swagger() as Described)));
}

interface Described {
  paths?: { [path: string]: { [method: string]: Operation } };
}
interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: { description?: string }; description?: string }[];
  requestBody?: {
    content: { [type: string]: { schema: { properties?: { [name: string]: { description?: string } }; required?: string[] } } };
  };
}

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}td{padding:2px 12px 2px 0;vertical-align:top}h2{margin:1.6em 0 0}';

function pageOf({ paths = {} }: Described): string {
  const parts = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => partOf(path, method, one)),
  );
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Lezhong Pay v2</title><style>' +
    STYLE +
    '</style><h1>Lezhong Pay v2</h1><p>Every request is signed (docs/paysign.md 1). For programs: <a href="/v2/openapi.json">openapi.json</a>.</p>' +
    parts.join('') +
    '</html>'
  );
}

function partOf(path: string, method: string, operation: Operation): string {
  const rows = rowsOf(operation).map(
    ([name, needed, says]) =>
      '<tr><td><code>' + escapeHtml(name) + '</code>' + (needed ? '' : '?') + '</td><td>' + escapeHtml(says) + '</td></tr>',
  );
  const title = '<h2><code>' + method.toUpperCase() + ' ' + escapeHtml(path) + '</code></h2>';
  return title + '<p>' + escapeHtml(operation.summary ?? '') + '</p><table>' + rows.join('') + '</table>';
}

function rowsOf({ parameters = [], requestBody }: Operation): [name: string, needed: boolean, says: string][] {
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const needed = body?.required ?? [];
  return [
    ...parameters.map((one): [string, boolean, string] => [
      one.name,
      one.required === true,
      one.description ?? one.schema?.description ?? '',
    ]),
    ...Object.entries(body?.properties ?? {}).map(([name, one]): [string, boolean, string] => [
      name,
      needed.includes(name),
      one.description ?? '',
    ]),
  ];
}
