/** The portal's households, and the keys of its apps' merchants. */
import { appKey as keyOf } from '../../src/start/configs.ts';
import { BOXES } from '../../src/start/apps.ts';
import type { Stack } from './stack.ts';

export const BOXES_OF = BOXES;

export const appKey = ({ data }: Pick<Stack, 'data'>, id: string): { key_id: string; secret: string } => keyOf(data, id);
