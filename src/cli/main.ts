/** `lezhong`: an operator's commands. */
import { userInfo } from 'node:os';
import { printed } from './outcome.ts';
import { run } from './run.ts';

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry for this user, as in some containers.
    return process.env['USER'] ?? 'unknown';
  }
}

const argv = process.argv.slice(2);
const around = { env: process.env, folder: process.env['LEZHONG_CWD'] ?? process.cwd(), platform: process.platform };
const outcome = await run(argv, { around, user: userName(), now: Date.now });
const { out, err } = printed(outcome, argv.includes('--json'));
process.exitCode = outcome.exit;
if (out) console.log(out);
if (err) console.error(err);
