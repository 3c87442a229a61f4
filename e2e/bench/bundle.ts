/** Bundles one contestant into one script. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
export const PEERS = join(import.meta.dirname, 'peers');

/**
 * Whether there are peers to measure against; installs them first, but not when `offline`. They have a package file of their
 * own and are never among the project's dependencies.
 */
export function hasPeers(offline: boolean): boolean {
  if (isInstalled()) return true;
  if (offline) {
    console.log('The peers are not installed and are left out.');
    return false;
  }
  console.log('Installing the peers ...');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (spawnSync('npm', args, { cwd: PEERS, stdio: 'inherit' }).status !== 0) throw new Error('npm ci failed in e2e/bench/peers');
  return true;
}

function isInstalled(): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8')) as { dependencies: { [name: string]: string } };
  return Object.entries(dependencies).every(([name, version]) => {
    const file = join(PEERS, 'node_modules', name, 'package.json');
    return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === version;
  });
}

/** `file`: name in the peers' folder without its ending. Our code in it is built with the page's own replacements. */
export async function bundle(file: string): Promise<string> {
  const result = await build({
    root: PEERS,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@preact/signals': '@preact/signals-core', 'preact/jsx-runtime': join(ROOT, 'scripts/jsx-runtime.ts') } },
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
