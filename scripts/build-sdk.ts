/** Builds the merchant SDK: plain JavaScript with types in dist/sdk/package, and the tarball a merchant installs beside it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SDK = join(ROOT, 'src/merchant-sdk');
const run = promisify(execFile);

/** Node 18 knows all of ES2022. The protocol files in use are emitted beside the SDK's own. */
async function compile(out: string, module: 'nodenext' | 'commonjs'): Promise<void> {
  const options =
    '--ignoreConfig --rootDir src --target es2022 --lib es2022,dom --types node --strict --declaration --rewriteRelativeImportExtensions --module ' +
    (module === 'nodenext' ? module : module + ' --moduleResolution bundler');
  await run(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), ...options.split(' '), '--outDir', out, join(SDK, 'index.ts')],
    { cwd: ROOT },
  );
  if (module === 'commonjs') await writeFile(join(out, 'package.json'), '{"type":"commonjs"}\n');
  // The compiler rewrites imports in JavaScript only; an installed .d.ts must not name a .ts that is not there.
  for (const name of await readdir(out, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const text = await readFile(join(out, name), 'utf8');
    await writeFile(join(out, name), text.replace(/(from ['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2'));
  }
}

async function manifest(): Promise<object> {
  const { version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string; license: string };
  return {
    name: 'lezhong-pay-merchant',
    version,
    license,
    description: 'Being paid on a television with Lezhong Pay: orders, refunds, notices.',
    type: 'module',
    engines: { node: '>=18' },
    exports: {
      '.': {
        import: { types: './lib/merchant-sdk/index.d.ts', default: './lib/merchant-sdk/index.js' },
        require: { types: './cjs/merchant-sdk/index.d.ts', default: './cjs/merchant-sdk/index.js' },
      },
      './package.json': './package.json',
      './vectors.json': './vectors.json',
    },
    main: './cjs/merchant-sdk/index.js',
    types: './lib/merchant-sdk/index.d.ts',
    files: ['lib', 'cjs', 'vectors.json'],
    sideEffects: false,
  };
}

/** Builds below `dist` (an absolute path) and answers the tarball's path. */
export async function buildSdk(dist: string): Promise<string> {
  const dir = join(dist, 'package');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await compile(join(dir, 'lib'), 'nodenext');
  await compile(join(dir, 'cjs'), 'commonjs');
  await cp(join(ROOT, 'src/protocol/vectors.json'), join(dir, 'vectors.json'));
  for (const name of ['README.md', 'LICENSE']) await cp(join(SDK, name), join(dir, name));
  await writeFile(join(dir, 'package.json'), JSON.stringify(await manifest(), null, 2) + '\n');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', dist], { cwd: dir });
  const packed = JSON.parse(stdout) as { filename: string }[] | { [name: string]: { filename: string } };
  const [first] = Object.values(packed);
  if (!first) throw new Error('npm pack made nothing');
  return join(dist, first.filename);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildSdk(join(ROOT, 'dist/sdk')));
