import { readFileSync } from 'node:fs';
import type { SandboxManifest } from '../../src/sandbox/manifest.ts';

/** The sandbox writes it when it is ready; throws after 20 s without one. */
export async function readManifest(file: string): Promise<SandboxManifest> {
  for (let i = 0; i < 400; i++) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as SandboxManifest;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  throw new Error('the sandbox wrote no manifest');
}
