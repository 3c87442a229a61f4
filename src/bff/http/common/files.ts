/** The page's files whose names hold a hash: they are kept for ever, and nothing else is given. Keymaps are asked for each time. */
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { BOX_PATH } from '../../../protocol/page.ts';
import type { BffConfig } from '../../config/schema.ts';
import { MARKS_PATH } from '../../render/marks.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
/** Templates and the manifest have none: they are the BFF's own, and would be kept for ever under the same name. */
const MARK = /^\/[a-z0-9]+\.png$/;
const HASHED = /-[0-9a-f]{10}\.[a-z]+$/;

export async function pageFiles(app: FastifyInstance, config: BffConfig): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(config.page_dir),
    prefix: BOX_PATH,
    index: false,
    allowedPath: (path) => HASHED.test(path),
    immutable: true,
    maxAge: YEAR_MS,
    decorateReply: false,
  });
  if (config.marks_dir !== undefined)
    // Their addresses carry a hash of them.
    await app.register(fastifyStatic, {
      root: resolve(config.marks_dir),
      prefix: MARKS_PATH,
      index: false,
      allowedPath: (path) => MARK.test(path),
      immutable: true,
      maxAge: YEAR_MS,
      decorateReply: false,
    });
  await app.register(fastifyStatic, {
    root: resolve(config.keymaps_dir),
    prefix: '/keymaps/',
    index: false,
    cacheControl: false,
    decorateReply: false,
  });
}
