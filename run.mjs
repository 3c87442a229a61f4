// Plain JavaScript for any Node from 20 on: installs when the lock file changed, then runs the pinned Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from './scripts/commands.js';

const ROOT = dirname(fileURLToPath(import.meta.url));
const PARENT_EVERY_MS = 200;
const STAMP = join(ROOT, 'node_modules', '.lock-hash');

function help() {
  console.log('node run.mjs COMMAND [options]\n');
  for (const [name, { does }] of Object.entries(COMMANDS)) console.log('  ' + name.padEnd(13) + does);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Only when the lock file is another than the one installed last: quick the second time. */
function install() {
  const hash = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  console.log('Installing packages (only when package-lock.json changed) ...');
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const viaNpm = process.env.npm_execpath?.endsWith('.js');
  const done = viaNpm
    ? spawnSync(process.execPath, [process.env.npm_execpath, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.error || done.status !== 0)
    fail('npm ci failed: check that the npm registry can be reached and that the disk is not full, then run this again.');
  writeFileSync(STAMP, hash);
}

/** The pinned Node 24 of this platform, else this very Node when it is new enough. */
function node24() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(ROOT, 'node_modules', 'node-' + platformName(), 'bin', exe);
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail('There is no Node 24 for ' + platformName() + ' among the packages: install Node 24 from nodejs.org and run this again.');
}

function platformName() {
  return (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch;
}

function run(node, args) {
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') };
    // Programs run in this folder; an operator names files from their own folder.
    env.LEZHONG_CWD = process.env.npm_lifecycle_event === 'lezhong' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
    const child = spawn(node, args, { cwd: ROOT, stdio: 'inherit', env });
    // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on.
    const pass = (signal) => child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', pass).on('SIGINT', ignore);
    const watch = onOrphaned(() => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', ignore);
      clearInterval(watch);
      resolve(code ?? (signal ? 128 + (constants.signals[signal] ?? 0) : 1));
    });
  });
}

/** npm runs a shell between itself and this process and passes its SIGTERM to that shell alone, which ends without us. */
function onOrphaned(end) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, PARENT_EVERY_MS);
  return watch;
}

const [name, ...rest] = process.argv.slice(2);
if (!name || name === '--help' || name === 'help') {
  help();
  process.exit(0);
}
if (Number(process.versions.node.split('.')[0]) < 20) fail('This needs Node 20 or newer; this is ' + process.version + '.');
const command = COMMANDS[name];
if (!command) {
  help();
  fail('\nThere is no command "' + name + '".');
}
if (command.no_options && rest.length > 0) {
  console.log('npm run ' + name + ': ' + command.does);
  process.exit(rest.includes('--help') ? 0 : 1);
}
install();
const node = node24();
for (const args of command.run) {
  const code = await run(node, [...args, ...rest]);
  if (code !== 0) process.exit(code);
}
