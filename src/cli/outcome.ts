/** The end of one command. */

/** 0 done; 1 refused or not found; 2 not understood; 3 the BFF cannot be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Outcome {
  exit: ExitCode;
  /** Printed with --json. */
  json: unknown;
  /** Printed without it: to the standard output, or where the command failed to the standard error. */
  text: string;
}

/** The lines for each stream. */
export function printed({ exit, json, text }: Outcome, asJson: boolean): { out: string; err: string } {
  if (asJson) return { out: JSON.stringify(json, null, 2), err: '' };
  // A report is a report, also a bad one.
  return exit === 0 || Object.hasOwn(Object(json), 'findings') ? { out: text, err: '' } : { out: '', err: text };
}

export function failed(exit: ExitCode, code: string, message: string): Outcome {
  return { exit, json: { error: { code, message } }, text: message };
}
