/** The TV's home. */
import { readBoot } from '../../page/boot.ts';
import type { Boot } from '../../page/boot.ts';
import { startPage } from '../../page/page.tsx';
import type { HomeStart } from '../settings.ts';
import { homeScreen } from './home.tsx';

const boot = readBoot<Boot<HomeStart>>(document);
startPage(boot, (page) => homeScreen(page, boot));
