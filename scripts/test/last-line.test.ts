import { expect, it } from 'vitest';
import { lastLineFault } from './last-line.ts';

it.each([
  ['a benchmark', 'round 1\n\n{"bench":"x"}\n', undefined],
  ['a trial', '{"trial":"x"}', undefined],
  ['nothing', '', 'printed 0'],
  ['another JSON', '{"wrong":0}\n', 'printed 0'],
  ['two results', '{"trial":"x"}\n{"trial":"x"}\n', 'printed 2'],
  ['words after it', '{"trial":"x"}\n3 passed\n', 'not the last'],
  ['a part of it', '{"trial":"x"\n', 'printed 0'],
])('%s', (_name, stdout, fault) => {
  if (fault === undefined) expect(lastLineFault(stdout)).toBeUndefined();
  else expect(lastLineFault(stdout)).toContain(fault);
});
