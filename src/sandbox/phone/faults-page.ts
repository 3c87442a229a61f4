/** One tap for each way a bank misbehaves. */
import type { LiveBank } from '../banks/port.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { FaultButton } from './fault-buttons.ts';
import { money } from './words.ts';

/** Counts used up are no different from none. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([, left]) => left !== 0)));
}

/** Faults that are set: "notify.drop = 1". */
function setFaults({ faults }: LiveBank): string[] {
  const [now, none] = [faults.now(), faults.none()];
  return (['notify', 'answer'] as const).flatMap((part) => {
    const [set, unset] = [new Map(Object.entries(now[part])), new Map(Object.entries(none[part]))];
    return [...set]
      .filter(([name, value]) => shown(value) !== shown(unset.get(name)))
      .map(([name, value]) => `${part}.${name} = ${shown(value)}`);
  });
}

function group(bank: LiveBank): Html {
  const { id, name, fault_buttons } = bank.about;
  const button = (fault: FaultButton): Html =>
    html`<button type="button" class="fault" data-faults="${JSON.stringify({ [id]: { [fault.part]: fault.set } })}">
      <b>${fault.name}</b><small>${fault.hint}</small>
    </button>`;
  const set = setFaults(bank);
  const { balance_fen } = bank.db.entries.balance();
  return html`<section class="group ${id}">
    <h2>${name}<small>商户余额 ${money(balance_fen)}</small></h2>
    ${
      set.length > 0
        ? html`<ul class="active">
            ${set.map((line) => html`<li>${line}</li>`)}
          </ul>`
        : undefined
    }
    <div class="faults">${fault_buttons.map(button)}</div>
  </section>`;
}

export function faultsBody(banks: readonly LiveBank[]): Html {
  return html`<button type="button" class="button plain reset" data-reset>全部恢复正常</button>
    ${banks.map(group)}
    <p class="foot">更多故障与测试接口：<a href="/control">/control</a></p>`;
}
