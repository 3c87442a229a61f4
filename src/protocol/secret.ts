/** A value that must never be written down: logs, JSON, templates and errors show it as ****. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** For the one place that needs it: a bank's request, a hash, a cipher. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '****';
  }

  toJSON(): string {
    return '****';
  }

  [INSPECT](): string {
    return '****';
  }
}
