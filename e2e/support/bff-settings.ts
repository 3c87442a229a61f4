/** Types of settings files that trials and benchmarks write: a renamed or mistyped setting does not compile. */
import type { BffConfig } from '../../src/bff/config/schema.ts';

/** Any part of `T`; lists stay whole. */
export type Part<T> = T extends readonly unknown[] ? T : T extends object ? { [name in keyof T]?: Part<T[name]> } : T;

/** The static type of `log_level` in the schema is `never`, as its union is made by `map`. */
export type BffSettings = Part<Omit<BffConfig, 'log_level'>> & { log_level?: 'warn' | 'silent' };
