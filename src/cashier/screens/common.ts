/** Shared by several screens: acts of Back, and the ribbon that names the channel. */
import type { Act } from '../contract.ts';

export const change = (): Act => ({ kind: 'change' });
export const askLeave = (): Act => ({ kind: 'ask-leave' });
export const goBack = (step: { return_to?: unknown }): Act => ({ kind: step.return_to ? 'return' : 'history' });
export const channelName = ({ step }: { step: { channel_name: string } }): string => step.channel_name;
