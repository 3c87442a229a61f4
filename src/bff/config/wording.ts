/** Says what is wrong with the settings in sentences: the field, and the way to mend it. Values are never quoted. */

/** As typebox/value reports them. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: object;
  message: string;
}

const MOST = 5;

/** One sentence for each field that is wrong, at most 5. */
export function sentencesOf(errors: readonly SchemaError[], config: unknown): string[] {
  const paths = [...new Set(errors.map((one) => one.instancePath))];
  const said = paths.flatMap((path) =>
    sentenceOf(
      path,
      errors.filter((one) => one.instancePath === path),
      config,
    ),
  );
  return [...new Set(said)].slice(0, MOST);
}

function sentenceOf(path: string, errors: readonly SchemaError[], config: unknown): string[] {
  const name = path.slice(1);
  const allowed = errors.flatMap((one) =>
    one.keyword === 'const' ? [String((one.params as { allowedValue: unknown }).allowedValue)] : [],
  );
  if (allowed.length > 0) return [quoted(name) + ' must be one of: ' + allowed.join(', ')];
  if (isTextForSecret(name, errors, config)) return [secretAsText(name)];
  return errors.flatMap((one) => plain(name, one));
}

function plain(name: string, { keyword, params, message }: SchemaError): string[] {
  const p = params as { [name: string]: unknown };
  switch (keyword) {
    // The field is named by the object that does not know it.
    case 'boolean':
      return [];
    case 'additionalProperties':
      return listed(p['additionalProperties']).map(
        (one) => place(name) + ' knows no ' + quoted(one) + ': correct its name, or take it out',
      );
    case 'required':
      return listed(p['requiredProperties']).map((one) => quoted(join(name, one)) + ' is missing: add it');
    case 'pattern':
      return [quoted(name) + ' must be ' + formOf(String(p['pattern']))];
    case 'type':
      return [quoted(name) + ' must be ' + article(String(p['type']))];
    case 'minItems':
      return [quoted(name) + ' must have at least ' + String(p['limit']) + ' entry'];
    case 'minLength':
      return [quoted(name) + ' must not be empty'];
    case 'anyOf':
      return [quoted(name) + ' has none of the forms that it may have'];
    default:
      return [quoted(name || 'the file') + ' ' + message];
  }
}

const quoted = (name: string): string => '"' + name + '"';
const place = (name: string): string => (name ? quoted(name) : 'the file');
const join = (name: string, inner: string): string => (name ? name + '/' + inner : inner);
const listed = (names: unknown): string[] => (Array.isArray(names) ? names.map(String) : []);
const article = (type: string): string => (/^[aeiou]/.test(type) ? 'an ' : 'a ') + type;

/** Classes of characters that stand in our patterns. */
const LETTERS: { readonly [characters: string]: string } = {
  '0-9': 'digits',
  '0-9A-Za-z': 'letters and digits',
  '0-9A-Za-z_-': 'letters, digits, _ and -',
};

/** A pattern in words. */
export function formOf(pattern: string): string {
  const [, characters = '', from = '', to] = /^\^\[([^\]]+)\]\{(\d+)(?:,(\d+))?\}\$$/.exec(pattern) ?? [];
  const letters = LETTERS[characters];
  if (letters) return (to ? from + ' to ' + to : from) + ' ' + letters;
  if (!pattern.startsWith('^https?://')) return 'written in another form: the README shows it';
  return 'an address that begins with http:// or https://' + (pattern.endsWith('/]$') ? ' and does not end with a slash' : '');
}

function isTextForSecret(name: string, errors: readonly SchemaError[], config: unknown): boolean {
  const wanted = errors.some((one) => one.keyword === 'type' && (one.params as { type?: unknown }).type === 'object');
  return wanted && /(^|\/|_)(secret|key)$/.test(name) && typeof valueAt(config, name) === 'string';
}

function valueAt(config: unknown, name: string): unknown {
  return name.split('/').reduce<unknown>((at, key) => (at as { [name: string]: unknown } | undefined)?.[key], config);
}

function secretAsText(name: string): string {
  return (
    quoted(name) +
    ' stands as text in the settings file: put it into a file that only this user can read and name that with {"file": PATH}, or into a variable named with {"env": NAME}'
  );
}
