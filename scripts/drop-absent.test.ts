import { expect, test } from 'vitest';
import { transformed } from './test/transformed.ts';
import { dropAbsent } from './drop-absent.ts';

const dropped = (source: string): Promise<string> => transformed(source, dropAbsent);

test('a method that no component has is undefined where it is asked for, all else stays', async () => {
  expect(await dropped('if (c.componentDidMount) c.componentDidMount(); c.componentWillUnmount(); o["vnode"];')).toBe(
    'if(void 0)(void 0)();c.componentWillUnmount();o["vnode"];',
  );
});

test.each([
  'c.componentDidMount = f',
  'c["componentDidMount"] = f',
  'c = { componentDidMount: f }',
  'c = { componentDidMount() {} }',
  'c = { "componentDidMount": f }',
])('one that is given somewhere stays everywhere: %s', async (given) => {
  expect(await dropped(given + '; c.componentDidMount(); c.diffed;')).toContain('c.componentDidMount();void 0');
});
