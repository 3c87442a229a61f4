/** Reads and sets the faults of all banks, as POST /control/faults asks. */
import type { AnyBankFaults, AnyFaults } from './faults.ts';

export interface FaultyBank {
  id: string;
  faults: AnyBankFaults;
  /** Faults that take one of some words. */
  fault_words: { readonly [fault: string]: readonly string[] };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function isBad(now: unknown, next: unknown, words: readonly string[] | undefined): boolean {
  if (words) return typeof next !== 'string' || !words.includes(next);
  if (isObject(now)) return !isObject(next) || !Object.values(next).every(isNumber);
  return typeof now === 'number' ? !isNumber(next) : typeof next !== typeof now;
}

/** Copies `given` over one part of a bank's faults; answers the path of the first bad one. */
function setPart(part: object, given: unknown, path: string, words: FaultyBank['fault_words']): string | undefined {
  if (!isObject(given)) return `${path} is not an object`;
  const now = part as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(now, name)) return `${path}.${name} is not a fault`;
    if (isBad(now[name], value, words[name])) return `${path}.${name} has a bad value`;
    now[name] = value;
  }
  return undefined;
}

function setBank(bank: FaultyBank, next: AnyFaults, given: unknown): string | undefined {
  if (!isObject(given)) return `${bank.id} is not an object`;
  for (const [name, value] of Object.entries(given)) {
    if (name !== 'notify' && name !== 'answer') return `${bank.id}.${name} is not a fault`;
    const wrong = setPart(next[name], value, `${bank.id}.${name}`, bank.fault_words);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Sets the faults named and leaves the others; says what is wrong with the first bad one, and then sets nothing. */
export function setFaults(banks: readonly FaultyBank[], given: unknown): string | undefined {
  if (!isObject(given)) return 'body is not an object';
  const set: (() => void)[] = [];
  for (const [id, value] of Object.entries(given)) {
    const bank = banks.find((one) => one.id === id);
    if (!bank) return `${id} is not a bank`;
    const next = structuredClone(bank.faults.now());
    const wrong = setBank(bank, next, value);
    if (wrong) return wrong;
    set.push(() => bank.faults.replace(next));
  }
  for (const one of set) one();
  return undefined;
}

export function resetFaults(banks: readonly FaultyBank[]): void {
  for (const { faults } of banks) faults.replace(faults.none());
}

/** Bank id -> its faults. */
export function allFaults(banks: readonly FaultyBank[]): Record<string, AnyFaults> {
  return Object.fromEntries(banks.map(({ id, faults }) => [id, faults.now()]));
}
