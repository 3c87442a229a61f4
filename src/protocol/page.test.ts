import { expect, test } from 'vitest';
import { escapeJsonForHtml, fillPage } from './page.ts';
import type { PageSlots } from './page.ts';

const slots: PageSlots = {
  lang: 'en',
  title: '<b>',
  look: 'hd',
  view_size: '1280*720',
  loading: '{{boot}}',
  no_script: '"x"',
  boot: '{"a":"</script>{{title}}<!--"}',
};

test('JSON inside a script element cannot end it, and reads back the same', () => {
  const value = { a: '</script><script>alert(1)//', b: '<!-- &', c: '\u2028' };
  const safe = escapeJsonForHtml(JSON.stringify(value));
  expect(safe).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(safe)).toEqual(value);
});

test('slots are filled once, escaped, and never from one another', () => {
  expect(fillPage('<p>{{title}}|{{loading}}|{{no_script}}|{{boot}}|{{other}}', slots)).toBe(
    '<p>&lt;b&gt;|{{boot}}|&quot;x&quot;|{"a":"\\u003c/script\\u003e{{title}}\\u003c!--"}|{{other}}',
  );
});
