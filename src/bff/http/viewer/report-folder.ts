/** Where reports of new remotes are kept: one small file each, written one after another, in a folder that cannot grow for ever. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../protocol/refusal.ts';

export interface FolderLimits {
  /** Files, and their bytes together; those of earlier runs count. */
  files_max: number;
  bytes_max: number;
  /** Of one report as it is written. */
  report_bytes_max: number;
  /** Objects and lists inside one another. */
  depth_max: number;
  /** Reports that wait to be written. */
  waiting_max: number;
}

export const FOLDER_LIMITS: FolderLimits = {
  files_max: 1_000,
  bytes_max: 16 * 1024 * 1024,
  report_bytes_max: 32 * 1024,
  depth_max: 6,
  waiting_max: 20,
};

export interface ReportFolder {
  /** The name of the file that now holds it. Throws a Refusal. */
  keep(report: object, now_ms: number): Promise<string>;
}

interface Size {
  files: number;
  bytes: number;
}

export function reportFolder(dir: string, limits: FolderLimits = FOLDER_LIMITS): ReportFolder {
  let size: Size | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function write(text: string, now_ms: number): Promise<string> {
    size ??= await sizeOf(dir);
    const bytes = Buffer.byteLength(text);
    if (size.files >= limits.files_max || size.bytes + bytes > limits.bytes_max) throw new Refusal('RATE_LIMITED');
    const name = new Date(now_ms).toISOString().slice(0, 10) + '-' + randomUUID().slice(0, 8) + '.json';
    await writeFile(join(dir, name), text, { flag: 'wx' });
    size.files += 1;
    size.bytes += bytes;
    return name;
  }

  return {
    async keep(report, now_ms) {
      const text = asText(report, limits);
      if (waiting >= limits.waiting_max) throw new Refusal('RATE_LIMITED');
      waiting += 1;
      const mine = last.then(() => write(text, now_ms)).finally(() => (waiting -= 1));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** On one line: indentation makes a deeply nested report many times larger than what was sent. */
function asText(report: object, { depth_max, report_bytes_max }: FolderLimits): string {
  if (isDeeper(report, depth_max)) throw new Refusal('BODY_BAD');
  const text = JSON.stringify(report) + '\n';
  if (Buffer.byteLength(text) > report_bytes_max) throw new Refusal('BODY_TOO_LARGE');
  return text;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((one) => isDeeper(one, depth - 1));
}

async function sizeOf(dir: string): Promise<Size> {
  await mkdir(dir, { recursive: true });
  const size = { files: 0, bytes: 0 };
  for (const name of await readdir(dir)) {
    const { size: bytes } = await stat(join(dir, name));
    size.files += 1;
    size.bytes += bytes;
  }
  return size;
}
