/** The shape of a command. */
import type { Outcome } from './outcome.ts';
import type { Surroundings, Where } from './where.ts';

export interface Call {
  /** The positional arguments, as many as the command names. */
  args: readonly string[];
  options: { readonly [name: string]: string | boolean | undefined };
  where: Where;
  around: Surroundings;
  /** The person's name, for the record. */
  as: string;
  now: () => number;
}

export interface Option {
  /** Absent: it is a switch. */
  value?: string;
  does: string;
}

export interface Command {
  /** "held give-back": one or two words. */
  name: string;
  args: readonly string[];
  /** So many of the last arguments may be left out. */
  optional?: number;
  options?: { readonly [name: string]: Option };
  does: string;
  /** Further paragraphs of its help. */
  more?: string;
  run: (call: Call) => Promise<Outcome>;
}

/** Options that every command takes. */
export const COMMON: { readonly [name: string]: Option } = {
  socket: { value: 'PATH', does: "the BFF's operators' socket" },
  config: {
    value: 'FILE',
    does: "the BFF's settings file, which tells where its socket is (else LEZHONG_CONFIG, else data/lezhong.db.sock)",
  },
  as: { value: 'NAME', does: 'who you are, for the record (else the name of the system user)' },
  json: { does: 'the answer as JSON' },
  help: { does: 'this text' },
};
