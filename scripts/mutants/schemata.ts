/** One source with every mutation in it, each behind a switch: `__mutant(n)` is true for the one that is on. Pure. */
import type { Mutation } from './mutators.ts';

export interface Numbered extends Mutation {
  n: number;
}

/** Mutations either nest or stand apart, as the nodes they were made from. */
export function withSwitches(source: string, mutations: readonly Numbered[]): string {
  const sorted = mutations.toSorted((a, b) => a.start - b.start || b.end - a.end || a.n - b.n);
  let at = 0;

  /** The source from `from` to `to`, with what begins there. */
  function text(from: number, to: number): string {
    let made = '';
    let done = from;
    for (let next = sorted[at]; next && next.start < to; next = sorted[at]) {
      made += source.slice(done, next.start) + place(next.start, next.end);
      done = next.end;
    }
    return made + source.slice(done, to);
  }

  /** Every mutation of one place, the innermost text last. */
  function place(start: number, end: number): string {
    const mine: Numbered[] = [];
    for (let next = sorted[at]; next && next.start === start && next.end === end; next = sorted[++at]) mine.push(next);
    return mine.reduceRight(switched, text(start, end));
  }

  return text(0, source.length);
}

function switched(original: string, { as, n, text }: Numbered): string {
  const on = '__mutant(' + n + ')';
  switch (as) {
    case 'expression':
      return '(' + on + ' ? (' + text + ') : (' + original + '))';
    case 'statement':
      return '{ if (!' + on + ') { ' + original + ' } }';
    case 'element':
      return '...(' + on + ' ? [] : [' + original + '])';
    case 'property':
      return '...(' + on + ' ? {} : { ' + original + ' })';
  }
}
