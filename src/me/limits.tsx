/** How much may be paid at once, in a day, in a month: the operator's limits, and lower ones of the viewer's own. */
import type { MeLimit } from '../protocol/me.ts';
import { Header, Text } from '../apps/page/frame.tsx';
import type { AppControl, Screen } from '../apps/page/page.tsx';
import { wish } from './account.ts';
import { footOf, hintsOf, MARK, toneOf } from './facts.ts';
import type { Me } from './facts.ts';
import { messageScreen } from './message.tsx';
import { passScreen } from './pass.tsx';
import { passwordFlow } from './password.tsx';

const IN_A_ROW = 2;

/** Whoever has no password sets one first. */
export function limitsFlow(me: Me): void {
  const { page, words, account } = me;
  if (!account || account.has_password) return page.show(limitsScreen(me));
  page.show(
    messageScreen(me, {
      sign: 'note',
      title: words.lock_first,
      lines: [words.limits_first_text],
      buttons: [
        { id: 'set', text: words.pass, act: () => passwordFlow(me, () => page.show(limitsScreen(me))) },
        { id: 'back', text: words.back, act: () => page.show(me.list()) },
      ],
    }),
  );
}

function about(me: Me): { text: string; is_kept: boolean } {
  const { account, words } = me;
  const kept = account && account.limits.kept_text;
  return { text: kept || words.limits_text, is_kept: !!kept };
}

function limitsScreen(me: Me): Screen {
  const { page, words, account } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(me.list());
  const row = (one: MeLimit, i: number): AppControl[] => [
    {
      id: 'limit-' + one.of,
      place: 'tile card-' + i,
      act: () => page.show(stepsScreen(me, one)),
      label: () => [
        <div class="at line limit-name">{one.name}</div>,
        <div class="at line limit-value bold">{one.value}</div>,
        <div class={'at line limit-own ' + toneOf('ok')}>{one.own}</div>,
        <div class="at line right limit-top quiet">{one.top}</div>,
      ],
    },
  ];
  return {
    id: 'limits',
    draw: () => drawTop(me, words.limits),
    controls: () => [
      ...(account ? account.limits.each : []).map(row),
      [{ id: 'back', place: 'button cards-back', label: () => words.back, act: back }],
    ],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}

function drawTop(me: Me, title: string) {
  const { text, is_kept } = about(me);
  return (
    <div>
      <Header mark={MARK} name={me.words.brand} where={me.words.limits} />
      <Text box="cards-title" look="title">
        {title}
      </Text>
      <Text box="limits-say" look={is_kept ? 'right warn' : 'right quiet'}>
        {text}
      </Text>
    </div>
  );
}

function stepsScreen(me: Me, limit: MeLimit): Screen {
  const { page, words } = me;
  const hints = hintsOf(words);
  const back = (): void => page.show(limitsScreen(me));

  function ask(limit_fen: number | undefined, problem = ''): void {
    const done = (password: string): void => {
      const what = { do: 'limit' as const, password, of: limit.of, ...(limit_fen === undefined ? {} : { limit_fen }) };
      wish(me, what, back, ({ problem: wrong }) => (wrong === undefined ? page.show(doneScreen()) : ask(limit_fen, wrong)));
    };
    page.show(
      passScreen(me, { title: words.pass_former, where: words.limits, problem, back: () => page.show(stepsScreen(me, limit)), done }),
    );
  }
  const doneScreen = (): Screen =>
    messageScreen(me, {
      sign: 'done',
      title: words.limits_done,
      lines: (me.account ? me.account.limits.each : [])
        .filter(({ of }) => of === limit.of)
        .map(({ name, value, own }) => name + ' ' + value + (own ? '　' + own : '')),
      buttons: [{ id: 'back', text: words.back, act: back }],
    });
  const rows: AppControl[][] = [];
  limit.steps.forEach(({ limit_fen, text }, i) => {
    const row = Math.floor(i / IN_A_ROW);
    (rows[row] = rows[row] || []).push({
      id: 'step-' + (limit_fen === undefined ? 'none' : limit_fen),
      place: 'button reason-' + i,
      label: () => text,
      act: () => ask(limit_fen),
    });
  });
  return {
    id: 'limit-steps:' + limit.of,
    draw: () => drawTop(me, limit.title),
    controls: () => [...rows, [{ id: 'back', place: 'button reason-cancel', label: () => words.back, act: back }]],
    foot: footOf(me),
    hints: [hints.choose, hints.ok, hints.back],
    back,
  };
}
