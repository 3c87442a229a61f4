import { expect, it } from 'vitest';
import { pace } from './pace.ts';

const RULES = { calls_per_s: 10, number_calls_per_s: 2, viewer_share: 0.2 };

it('a lane may begin what is left of its second, a part of it only for viewers', () => {
  const one = pace(RULES);
  expect(one.starts(0)).toEqual({});
  for (let i = 0; i < 7; i++) one.begin('x', 'job' + i, 0);
  expect(one.starts(0)).toEqual({ x: { all: 3, background: 1 } });
  one.begin('x', 'job7', 0);
  expect(one.starts(0)).toEqual({ x: { all: 2, background: 0 } });
  expect(one.nextIn('x', true, 0)).toBe(100);
  expect(one.nextIn('x', false, 0)).toBe(0);
  expect(one.starts(100)).toEqual({ x: { all: 3, background: 1 } });
  expect(one.starts(800)).toEqual({});
});

it('about one number there are two calls a second', () => {
  const one = pace(RULES);
  expect(one.nextOf('job', 0)).toBe(0);
  one.begin('x', 'job', 0);
  expect(one.nextOf('job', 0)).toBe(0);
  one.begin('x', 'job', 0);
  expect(one.nextOf('job', 0)).toBe(500);
  expect(one.nextOf('other', 0)).toBe(0);
  expect(one.nextOf('job', 500)).toBe(500);
});
