/** One peer as one script. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

export const PEERS = join(import.meta.dirname, 'peers');

/** They have a package file of their own and are never among the project's dependencies. */
export function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules', 'lrud'))) return;
  console.log('Installing the peers ...');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (spawnSync('npm', args, { cwd: PEERS, stdio: 'inherit' }).status !== 0) throw new Error('npm ci failed in e2e/bench/peers');
}

export async function bundle(file: string): Promise<string> {
  const result = await build({
    root: PEERS,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      target: 'es2018',
      rollupOptions: { input: join(PEERS, file + '.js'), output: { format: 'iife' } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const one of outputs)
    if ('output' in one) for (const chunk of one.output) if (chunk.type === 'chunk' && chunk.isEntry) return chunk.code;
  throw new Error('no bundle of ' + file);
}

export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
}

export function spread(list: readonly number[]): string {
  return median(list).toFixed(1) + ' (' + Math.min(...list).toFixed(1) + '-' + Math.max(...list).toFixed(1) + ')';
}
