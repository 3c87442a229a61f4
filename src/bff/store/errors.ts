/** Errors every store has; each maps its own database's to these. */

/**
 * The commit failed, or nobody knows whether it did. Whoever asked may ask again with the same number: either all of it is
 * stored or nothing, and nothing of it was acted on. `code` is the database's.
 */
export class StoreDown extends Error {
  readonly code: string;
  constructor(code: string) {
    super('the store could not write: ' + code);
    this.name = 'StoreDown';
    this.code = code;
  }
}

/** `version`: another writer came between. `unique`: something that may be there once is there already; `what` names it. */
export class Conflict extends Error {
  readonly kind: 'version' | 'unique';
  readonly what: string;
  constructor(kind: Conflict['kind'], what: string) {
    super(kind === 'version' ? what + ' was changed by another writer' : 'there already: ' + what);
    this.name = 'Conflict';
    this.kind = kind;
    this.what = what;
  }
}

/** The store cannot be opened as it is; the message is one sentence that says why and what to do. */
export class StoreRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'StoreRefused';
  }
}
