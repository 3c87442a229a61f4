/** Documents: every relative link leads to a file and a heading; every document and section that a comment cites exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'test-results', '.git', '.cache']);
const CODE = /\.(tsx?|m?js|c|py|sql|html)$/;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.isSymbolicLink()) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(ROOT, path)];
  });
}

const files = filesBelow(ROOT);
const documents = files.filter((path) => path.endsWith('.md'));
const code = files.filter((path) => CODE.test(path) && path !== 'scripts/docs.test.ts');

const withoutCode = (markdown: string): string =>
  markdown.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, (text) => ' '.repeat(text.length));

function headings(markdown: string): string[] {
  const lines = markdown.replace(/^```[^]*?^```/gm, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  return [...lines].map((match) => match[1] ?? '');
}

/** The anchor GitHub gives a heading that is not repeated in its document. */
function anchorOf(heading: string): string {
  const kept = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
  return kept.replaceAll(' ', '-');
}

/** Links of one document that lead nowhere. */
function brokenLinks(path: string, markdown: string): string[] {
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(ROOT, to))) return true;
      return anchor !== undefined && !headings(file === '' ? markdown : read(to)).some((one) => anchorOf(one) === anchor);
    })
    .map((target) => path + ' -> ' + target);
}

/** Documents whose sections are numbered: name -> numbers. */
const sections = new Map(
  ['money', 'channels', 'television', 'paysign'].map((name) => {
    const numbers = headings(read('docs/' + name + '.md')).map((heading) => /^(\d+(?:\.\d+)?)\.? /.exec(heading)?.[1]);
    return [name, new Set(numbers.filter((one) => one !== undefined))] as const;
  }),
);

/** Cited sections that do not exist: "docs/money.md 3, 4 and 5", "channels.md 2.5-2.8". */
function unknownSections(path: string, text: string): string[] {
  const cited = text.matchAll(/\b(money|channels|television|paysign)\.md (\d+(?:\.\d+)?(?:(?:, | and |-)\d+(?:\.\d+)?)*)/g);
  return [...cited].flatMap(([, name = '', list = '']) =>
    list
      .split(/, | and |-/)
      .filter((number) => !sections.get(name)?.has(number))
      .map((number) => path + ' cites ' + name + '.md ' + number),
  );
}

/** Cited documents that are not in the project, and words of documents that never were. */
function unknownDocuments(path: string, text: string): string[] {
  const cited = [...text.matchAll(/\b(?:docs\/[\w/-]+|[A-Z]{4,})\.md\b/g)]
    .map(([name]) => name)
    .filter((name) => !existsSync(join(ROOT, name)));
  const elsewhere = [...text.matchAll(/channel facts|money specification|money table|\bdesign \d/gi)].map(([name]) => name);
  return [...cited, ...elsewhere].map((name) => path + ' cites ' + name);
}

describe('documents', () => {
  it('are found', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/money.md', 'docs/adr/README.md']));
    for (const [name, numbers] of sections) expect(numbers.size, name).toBeGreaterThan(3);
  });

  it('link to files and headings that exist', () => {
    expect(documents.flatMap((path) => brokenLinks(path, read(path)))).toEqual([]);
  });

  it('every decision is in the list of decisions', () => {
    const decisions = documents.filter((path) => /^docs\/adr\/\d{4}-/.test(path)).map((path) => path.slice('docs/adr/'.length));
    const listed = [...read('docs/adr/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map((match) => match[1]);
    expect(listed).toEqual(decisions.toSorted());
  });

  it('code and documents cite sections that exist', () => {
    expect([...code, ...documents].flatMap((path) => unknownSections(path, read(path)))).toEqual([]);
  });

  it('code cites documents of this project', () => {
    expect(code.flatMap((path) => unknownDocuments(path, read(path)))).toEqual([]);
  });
});

describe('these tests find', () => {
  it.each(['[a](nowhere.md)', '[a](docs/money.md#99-nothing)', '[a](#nothing)', '[a](../outside.md)'])('the broken link %s', (markdown) => {
    expect(brokenLinks('README.md', markdown)).toHaveLength(1);
  });

  it.each(['[a](docs/money.md#5-refund)', '[a](#b-c)\n# B, C', 'https only: [a](https://example.com/x.md)', '`[a](x.md)`'])(
    'nothing wrong with %s',
    (markdown) => {
      expect(brokenLinks('README.md', markdown)).toEqual([]);
    },
  );

  it('a section that does not exist, among those that do', () => {
    const text = '/** Source: docs/channels.md 1.4-1.99, 3.6, docs/money.md 2 and 77. Then 5. */';
    expect(unknownSections('a.ts', text)).toEqual(['a.ts cites channels.md 1.99', 'a.ts cites money.md 77']);
  });

  it('a document that does not exist', () => {
    const text = '// docs/adr/0000-nothing.md, README.md, NOTHING.md; channel facts 3.6';
    expect(unknownDocuments('a.ts', text)).toHaveLength(3);
  });
});

it('RELIABILITY.md says what .ci/run runs', () => {
  const ci = readFileSync('.ci/run', 'utf8');
  const of = (trial: RegExp, option: string): number => {
    const line = ci.split('\n').find((one) => trial.test(one)) ?? '';
    return Number(new RegExp('--' + option + ' (\\d+)').exec(line)?.[1]);
  };
  const sim = /chaos:sim -- --seeds/;
  const said = [
    `\`chaos:sim\` ${of(sim, 'seeds')} seeds and ${of(/chaos:sim -- --bffs 2/, 'seeds')} with two BFFs`,
    `\`chaos\` ${of(/chaos -- --seed/, 'kills')} kills x ${of(/chaos -- --seed/, 'orders')} orders`,
    `${of(/chaos -- --store/, 'kills')} disruptions x ${of(/chaos -- --store/, 'orders')} orders on PostgreSQL`,
    `${of(/chaos -- --gentle/, 'kills')} upgrades`,
    `${of(/chaos -- --power/, 'kills')} power cuts`,
    `${of(/chaos -- --disk/, 'kills')} disk failures`,
    `${of(/npm run power/, 'images')} power-loss images`,
    `${of(/npm run fuzz/, 'requests').toLocaleString('en')} odd requests`,
  ];
  const text = readFileSync('RELIABILITY.md', 'utf8').replace(/\s+/g, ' ');
  for (const one of said) expect(text).toContain(one);
});
