/** The TV's home: node src/apps/home/main.ts --config FILE */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { secretOf } from '../server/config.ts';
import { serve } from '../server/http.ts';
import { makePage } from '../server/page.ts';
import { log } from '../server/run.ts';
import { homeRoutes } from './portal.ts';
import { readPortal } from './settings.ts';

const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', default: false } } });
if (values.help || !values.config) {
  console.log('The home of the TV: a picture, and the app centre.\n  node src/apps/home/main.ts --config FILE');
} else {
  try {
    const file = values.config;
    const given = JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: unknown };
    const settings = readPortal(file, given, secretOf(file, 'portal_secret', given['portal_secret'], process.env), process.env);
    const page = makePage({ app: 'home', title: '桂景TV', page_dir: settings.page_dir });
    const server = serve(homeRoutes(settings, page, Date.now), log);
    server.listen(settings.listen_port, settings.listen_host, () => log('home.open', { url: settings.public_url }));
    const stop = (): void => {
      server.closeAllConnections();
      server.close(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
