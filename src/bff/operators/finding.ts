/** One line of a check: a name, how it stands, and where it is not well how to mend it. */

export type Health = 'ok' | 'look' | 'bad';

export interface Finding {
  name: string;
  health: Health;
  says: string;
  mend?: string;
}
