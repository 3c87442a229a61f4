/** The page's files. Names hold a hash, so they are kept for ever; keymaps are asked for each time. */
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { BOX_PATH } from '../../protocol/page.ts';
import type { BffConfig } from '../config/schema.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

export async function pageFiles(app: FastifyInstance, config: BffConfig): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(config.page_dir),
    prefix: BOX_PATH,
    index: false,
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
