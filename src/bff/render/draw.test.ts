import { expect, it } from 'vitest';
import { configuredFakes } from '../testing/configured.ts';
import { makeRig } from '../testing/rig.ts';
import { drawer } from './draw.ts';
import type { StepDeps } from './step.ts';

const CARD = { id: 'c1', bank: '招商银行', mark: '招', color: '#000', kind: 'debit', kind_text: '储蓄卡', tail: '0018' } as const;

it('asks for remembered cards only where the step shows them', async () => {
  const rig = makeRig();
  const asked: (string | undefined)[] = [];
  const step: StepDeps = {
    now: rig.world.now,
    wall: rig.world.wall,
    nonce: () => 'n',
    merchants: new Map(),
    channels: configuredFakes({ ...rig.banks, unionpay: rig.cards }).filter((one) => one.id !== 'alipay'),
    cards: { seal: () => ({ key_id: 'k', key: 'k' }), sms_again_ms: 1 },
    build: 'b',
    hotline: '',
    lang: 'zh-CN',
    return_after_ms: 1,
  };
  const draw = drawer(step, async (order) => {
    asked.push(order.viewer_id);
    return [CARD];
  });
  await rig.open({ viewer_id: 'v' });
  expect(await draw(rig.now())).toMatchObject({ kind: 'choose', channels: [{ card: { id: 'c1' } }, {}, {}] });
  await rig.answer({ kind: 'choose', channel: 'wechat' });
  await rig.work();
  expect(await draw(rig.now())).toMatchObject({ kind: 'scan' });
  await rig.open({ order_no: 'A2' });
  expect(await draw(rig.now())).toMatchObject({ kind: 'choose', channels: [{ channel: 'wechat' }, { channel: 'unionpay' }] });
  expect(asked).toEqual(['v']);
});
