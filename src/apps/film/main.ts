/** 芒果TV: node src/apps/film/main.ts --config FILE */
import { runApp } from '../server/run.ts';
import { filmKind } from './shop.ts';

/** The one clip that all titles of this demo play. */
const CLIP = '/box/apps-clip.webm';

await runApp({ app: 'film', title: '芒果TV', kind: () => filmKind(CLIP) });
