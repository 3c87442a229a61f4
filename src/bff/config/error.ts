/** A sentence for the operator that says what is wrong and how to mend it; never a secret's value. */
export class ConfigError extends Error {}
