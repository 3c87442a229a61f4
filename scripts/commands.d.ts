/** A command of run.mjs; each stands in package.json as a script. */
export interface Command {
  /** For `node run.mjs --help`. */
  readonly does: string;
  /** [file, ...fixed arguments], one after the other. */
  readonly run: readonly (readonly [file: string, ...args: string[]])[];
  /** Tiny rounds, by arguments: npm test runs each and wants exit code 0 and one JSON line, the last. */
  readonly smoke?: readonly (readonly string[])[];
  /** The reason, where there is no tiny round. */
  readonly not_smoked?: string;
  /** It takes none: with any it says what it does. */
  readonly no_options?: true;
  /** `linux-compiler`: it preloads a library built by the machine's C compiler. */
  readonly needs?: 'linux-compiler';
}
export declare const COMMANDS: { readonly [name: string]: Command };
