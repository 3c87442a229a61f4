/** The routes there are, as Fastify itself prints them: "GET /c/:token", ... HEAD goes with GET; "GET *" are the static files. */
import type { FastifyInstance } from 'fastify';

export function routesOf(app: FastifyInstance): string[] {
  // A tree: /c/:token, then /step below it.
  const parts: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, before = '', part = '', methods = ''] = /^(.*?)── (\S+) \((.*)\)$/.exec(line) ?? [];
      if (!part) return [];
      parts.splice((before.length - 1) / 4, parts.length, part);
      const path = parts.join('');
      return methods
        .split(', ')
        .filter((method) => method !== 'HEAD')
        .map((method) => method + ' ' + path);
    });
}
