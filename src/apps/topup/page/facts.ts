/** What the server tells this page. */
import type { Boot } from '../../page/boot.ts';
import type { PrefixTable } from '../prefixes.ts';
import type { TopupState } from '../machine.ts';

export interface TopupStart extends PrefixTable {
  amounts: readonly { face_fen: number; pay_fen: number }[];
  recent: readonly { phone: string; carrier: string; name: string }[];
}

export interface TopupAbout {
  phone: string;
  carrier: string;
  face_fen: number;
  topup?: TopupState;
}

export const MARK = 'topup';
export const NAME = '充值话费';

export type TopupBoot = Boot<TopupStart, TopupAbout>;

/** "192 0771 5520" */
export function grouped(phone: string): string {
  return groupsOf(phone).join(' ');
}

export function groupsOf(phone: string): string[] {
  return [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].filter((group) => group !== '');
}
