/** Makes two bundles of one page out of sources that import one another as usual; which modules they share stands in shared-modules.ts. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import type { ImportDeclaration } from 'acorn';
import type { Plugin } from 'vite';
import { SHARED_MODULES } from './shared-modules.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHARED = 'window.lezpay.shared';
/** The entry that `withShared` makes. */
export const FIRST = 'virtual:first';

/** module -> names that the second script imports of it */
export type SharedNames = { readonly [module: string]: readonly string[] };

/** "node_modules/preact/dist/preact.module.js" is preact; a file of ours goes by its path. */
function moduleName(id: string): string {
  const path = id.split('?')[0] as string;
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? relative(ROOT, path);
}

/** Leaves the shared modules out of the bundle, under `shared:` names. */
export function leaveShared(): Plugin {
  return {
    name: 'leave-shared',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const name = found && moduleName(found.id);
      return name && SHARED_MODULES.includes(name) ? { id: 'shared:' + name, external: true } : null;
    },
  };
}

/** Imports of `shared:` modules become variables; which names were meant comes back too. */
export function fromShared(code: string): { code: string; names: SharedNames } {
  const names: { [module: string]: string[] } = {};
  const imports = parse(code, { ecmaVersion: 'latest', sourceType: 'module' }).body.filter((one) => one.type === 'ImportDeclaration');
  let out = code;
  for (const one of imports.reverse()) out = out.slice(0, one.start) + variables(one, names) + out.slice(one.end);
  return { code: out, names };
}

function variables({ source, specifiers }: ImportDeclaration, names: { [module: string]: string[] }): string {
  const from = String(source.value);
  if (!from.startsWith('shared:')) throw new Error('the second script imports ' + from);
  const known = (names[from.slice('shared:'.length)] ??= []);
  return specifiers
    .map((one) => {
      if (one.type !== 'ImportSpecifier' || one.imported.type !== 'Identifier') throw new Error('of ' + from + ' only names can be shared');
      known.push(one.imported.name);
      return `var ${one.local.name} = ${SHARED}.${one.imported.name};`;
    })
    .join('\n');
}

/** The first script: `entry` after its polyfills, and the names the second one imports. */
export function withShared(entry: string, polyfills: string, names: SharedNames): Plugin {
  const all = Object.values(names).flat();
  const twice = all.find((name, i) => all.indexOf(name) !== i);
  if (twice) throw new Error('two shared modules have a ' + twice);
  const where = (module: string): string =>
    SHARED_MODULES.includes(module) && module.includes('/') && !module.startsWith('@') ? join(ROOT, module) : module;
  const text = [
    `import '${join(ROOT, polyfills)}';`,
    ...Object.entries(names).map(([module, some]) => `import { ${some.join(', ')} } from '${where(module)}';`),
    `import '${join(ROOT, entry)}';`,
    // Below the imports, as it runs: the entry has made window.lezpay.
    `${SHARED} = { ${all.join(', ')} };`,
  ].join('\n');
  return {
    name: 'with-shared',
    enforce: 'pre',
    resolveId: (source) => (source === FIRST ? '\0' + FIRST : null),
    load: (id) => (id === '\0' + FIRST ? text : null),
  };
}
