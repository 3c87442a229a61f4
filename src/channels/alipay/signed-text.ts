/** The texts RSA2 signs: `k=v` of non-empty values, sorted by key, values as they are. Source: docs/channels.md 2.2, 2.4. */
export type Params = { readonly [name: string]: string };

function join(params: Params, names: readonly string[]): string {
  // Plain comparison of UTF-16 units: the keys are ASCII, and a locale must have no say.
  return [...names]
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((name) => `${name}=${params[name]}`)
    .join('&');
}

/** A request: sign_type is included. */
export function requestText(params: Params): string {
  return join(
    params,
    Object.keys(params).filter((name) => name !== 'sign' && params[name] !== ''),
  );
}

/** A callback: sign_type is left out too; the kit keeps empty values, the documentation drops them. */
export function callbackText(params: Params, empties: 'kept' | 'dropped'): string {
  return join(params, callbackNames(params, empties));
}

/** What of it is in the text. */
export function callbackFields(params: Params, empties: 'kept' | 'dropped'): Params {
  return Object.fromEntries(callbackNames(params, empties).map((name) => [name, params[name] ?? '']));
}

function callbackNames(params: Params, empties: 'kept' | 'dropped'): string[] {
  const names = Object.keys(params).filter((name) => name !== 'sign' && name !== 'sign_type');
  return empties === 'kept' ? names : names.filter((name) => params[name] !== '');
}
