import { expect, it } from 'vitest';
import { isAllowed } from './merchant.ts';

const ALLOW = ['https://tv.example/app', 'http://10.1.15.2:8080/'];

it.each([
  ['https://tv.example/app', true],
  ['https://tv.example/app/back?x=1#y', true],
  ['https://TV.example/app', true],
  ['http://10.1.15.2:8080/any', true],
  ['https://tv.example/', false],
  ['https://tv.example/apple', false],
  ['https://tv.example/app/../secret', false],
  ['http://tv.example/app', false],
  ['https://tv.example:444/app', false],
  ['http://10.1.15.2:80/any', false],
  ['https://tv.example.evil.net/app', false],
  ['https://tv.example@evil.net/app', false],
  ['https://user:pass@tv.example/app', false],
  ['https://tv.example\\@evil.net/app', false],
  ['//tv.example/app', false],
  ['javascript:alert(1)', false],
  ['https://tv.example/app\n', false],
  [' https://tv.example/app', false],
  ['', false],
])('%j is allowed: %s', (url, good) => {
  expect(isAllowed(url, ALLOW)).toBe(good);
});
