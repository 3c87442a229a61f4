/** One title: what it costs, and for how long. A locked one opens on the least: this title alone, one month. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { HINT, hint, HOTLINE, money, Text } from '../../page/frame.tsx';
import { yuan } from '../../page/money.ts';
import type { AppControl, Screen } from '../../page/page.tsx';
import type { Package, Title } from '../catalogue.ts';
import type { Film } from './app.ts';
import { checkScreen } from './check.tsx';
import { NAME } from './facts.ts';
import type { Priced } from './facts.ts';

interface Plan {
  what: 'title' | 'package';
  id: string;
  name: string;
  price: string;
  months: readonly number[];
}

/** This title alone, then its genre's membership, or the memberships from the cheaper one. */
function plansOf(film: Film, title: Title): Plan[] {
  const own: Plan[] = title.price_fen
    ? [{ what: 'title', id: title.id, name: '只买这部', price: '￥' + yuan(title.price_fen), months: [1] }]
    : [];
  // The least first: it is what the screen opens on.
  const packs = film.start.packages
    .filter(({ id }) => id === title.genre || (own.length === 0 && id === 'film'))
    .sort((a, b) => a.month_fen - b.month_fen);
  return own.concat(
    packs.map((one: Package): Plan => ({
      what: 'package',
      id: one.id,
      name: one.name,
      price: '￥' + yuan(one.month_fen) + '/月',
      months: one.months,
    })),
  );
}

const sign = (name: 'minus' | 'plus', off: boolean) => [
  <div class={'step-sign icon-pale ' + (off ? 'q-' : 'a-') + name} />,
  <div class={'step-sign icon-ink k-' + name} />,
];

/** What the months cost less, or how many there may be: two lines, one where the screen is small. */
function monthsNote(plan: Plan, value: Priced | undefined, problem: string): readonly [string, string] {
  if (problem) return ['现在查不到', '请稍后再试'];
  if (plan.months.length === 1) return ['这部只按', '1 个月订'];
  return value && value.offer ? [value.offer, '减 ' + yuan(value.off_fen)] : ['一次最多', '12 个月'];
}

function drawNote(note: readonly [string, string], sd: boolean): ComponentChildren {
  const lines = sd ? [note.join(' ')] : note;
  return lines.map((text, i) => (
    <Text box={'months-note-' + i} look="quiet" key={i}>
      {text}
    </Text>
  ));
}

/** One number of months alone: nothing to be counted up or down. */
const STEPS_OFF = (['minus', 'plus'] as const).map((name) => (
  <div class={'at tile off center step-off ' + (name === 'minus' ? 'less' : 'more')} key={name}>
    {sign(name, true)}
  </div>
));

export function detailScreen(film: Film, title: Title): Screen {
  const { page } = film;
  const plans = plansOf(film, title);
  const chosen = signal(0);
  const step = signal(0);
  const priced = signal<Priced | undefined>(undefined);
  const problem = signal('');
  const plan = (): Plan => plans[chosen.value] as Plan;

  /** Counted by the server, like everything that costs. */
  function ask(): void {
    const { what, id, months } = plan();
    const wanted = { what, id, months: months[step.value] as number };
    priced.value = undefined;
    page.api.get<Priced>('/api/price', wanted, (answer) => {
      if (plan().id !== wanted.id || plan().months[step.value] !== wanted.months) return;
      if (answer.ok) priced.value = answer.value;
      else problem.value = '现在查不到价格，请稍后再试';
    });
  }
  function choose(i: number): void {
    chosen.value = i;
    step.value = 0;
    page.relay();
    ask();
  }
  function change(by: number): void {
    const next = step.value + by;
    if (next < 0 || next >= plan().months.length) return;
    step.value = next;
    ask();
  }
  const cancel = (): void => page.show(film.rails());
  const planControls = (): AppControl[] =>
    plans.map(({ name, price }, i) => ({
      id: 'plan-' + i,
      place: 'tile plan-' + i + (chosen.value === i ? ' chosen' : ''),
      act: () => choose(i),
      label: () => [<span class="plan-name">{name}</span>, <span class="plan-price">{money(price)}</span>],
    }));
  const stepper = (): AppControl[] =>
    plan().months.length > 1
      ? [
          {
            id: 'less',
            place: 'button less' + (step.value === 0 ? ' off' : ''),
            act: () => change(-1),
            label: () => sign('minus', step.value === 0),
          },
          {
            id: 'more',
            place: 'button more' + (step.value + 1 < plan().months.length ? '' : ' off'),
            act: () => change(1),
            label: () => sign('plus', step.value + 1 >= plan().months.length),
          },
        ]
      : [];
  const next: AppControl = {
    id: 'next',
    place: 'button half-left',
    label: () => '下一步：核对',
    act: () => {
      const { value } = priced;
      if (value) page.show(checkScreen(film, title, value, screen));
    },
  };
  const leave: AppControl = { id: 'cancel', place: 'button half-right', label: () => '取消', act: cancel };

  const screen: Screen = {
    id: 'detail:' + title.id,
    bare: true,
    draw: () => {
      const months = plan().months[step.value] || 1;
      const { value } = priced;
      return (
        <div>
          <div class="at scene" />
          <div class="at app-mark m-mango" />
          <Text box="app-name" look="bold">
            {NAME}
          </Text>
          <Text box="film-title" look="bold">
            {title.name}
          </Text>
          <Text box="film-kind">
            {title.kind}　{title.episodes} 集　更新到第 {title.updated} 集{'　'}
            <span class="chip">
              <span class="chip-sign s-lock" />
              订购后看
            </span>
          </Text>
          <Text box="film-about-0">{title.about[0]}</Text>
          <Text box="film-about-1">{title.about[1]}</Text>
          <div class="at months-panel" />
          <Text box="months-ask">订几个月</Text>
          <Text box="months-count" look="bold center">
            {months}
          </Text>
          {drawNote(monthsNote(plan(), value, problem.value), page.sd)}
          <Text box="months-sum" look="bold right">
            {value ? money('￥' + yuan(value.amount_fen)) : '…'}
          </Text>
          <div class={'at disc plan-disc-' + chosen.value}>
            <div class="at disc-check k-check" />
          </div>
          {plan().months.length > 1 ? null : STEPS_OFF}
        </div>
      );
    },
    controls: () => [planControls(), stepper(), [next, leave]],
    initial: 'next',
    foot: '到期不自动续费　' + HOTLINE,
    hints: [HINT.choose, hint('key_ok', '下一步'), hint('key_back', '取消')],
    back: cancel,
  };
  ask();
  return screen;
}
