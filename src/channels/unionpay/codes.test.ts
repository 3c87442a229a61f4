import { expect, it } from 'vitest';
import { REFUSED, refusedBy } from './codes.ts';

it.each([
  ['pan-wrong', '61'],
  ['check-wrong', '65'],
  ['identity-wrong', '40 66 91'],
  ['code-wrong', '71'],
  ['no-sms', '69 79'],
  ['funds', '64 90'],
  ['limit', '33 78 81 87'],
  ['expired', '73'],
  ['not-open', '72 76 77 80 89'],
  ['tries', '67'],
  ['unsupported', '62 68 82'],
  ['card-state', '63'],
  ['risk', '38'],
  ['issuer-down', '02 06 39'],
  ['channel', '10 11 13 31 32 35 36 70'],
  ['declined', '01 30 60 98 99 37'],
])('%s: %s', (reason, codes) => {
  for (const code of codes.split(' ')) expect(refusedBy(code)).toEqual({ reason, code });
});

it('every refusal of the table has its reason here', () => {
  expect([...REFUSED].filter((code) => refusedBy(code).reason === 'declined')).toEqual(['01', '30', '60', '98', '99']);
});
