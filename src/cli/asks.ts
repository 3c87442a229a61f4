/** A command that is one question to the BFF. */
import type { Ask } from './client.ts';
import { ask } from './client.ts';
import type { Call, Command } from './command.ts';
import { socketOf } from './where.ts';

export type Fields = (call: Call) => { readonly [name: string]: unknown };

export function asks<A>(method: Ask['method'], path: string, fields: Fields, print: (answer: A, call: Call) => string): Command['run'] {
  return async (call) => {
    const given = method === 'POST' ? { ...fields(call), actor: { name: call.as, via: 'cli' } } : fields(call);
    return ask<A>(socketOf(call.where, call.around), { method, path, fields: given }, (answer) => print(answer, call));
  };
}

export const byId: Fields = ({ args }) => ({ id: args[0] });
