'use strict';
// The pages work by themselves; this adds the list that renews itself, the buttons, and whose phone it is.

const RENEW_MS = 1000;

async function post(path, body) {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(path, init)).json();
}

async function renew(live, shown) {
  let text = shown;
  try {
    const answer = document.hidden ? undefined : await fetch(live.dataset.from);
    if (answer?.ok) text = await answer.text();
  } catch {
    // The sandbox is away; the next time will tell.
  }
  if (text !== shown) live.innerHTML = text;
  setTimeout(renew, RENEW_MS, live, text);
}

function show(id) {
  document.getElementById('sheet').hidden = true;
  document.getElementById(id).hidden = false;
}

async function decide(button) {
  const user = document.querySelector('[data-user][aria-pressed="true"]')?.dataset.user;
  const code = document.getElementById('sheet').dataset.code;
  button.disabled = true;
  try {
    const result = await post(`/control/${button.dataset.action}`, { code, user });
    if (result.kind === 'paid' || result.kind === 'declined') return show(result.kind);
    document.getElementById('reason').textContent = result.text || '付款没有完成';
    show('refused');
  } catch {
    button.disabled = false;
  }
}

async function setScenario(button) {
  const path = button.dataset.path;
  if (button.dataset.scenario === 'reset') return fetch(path, { method: 'DELETE' });
  const script = button.closest('details').querySelector('select').value;
  return post(path, { script, once: button.dataset.scenario === 'once' });
}

async function press({ target }) {
  const button = target.closest('button');
  if (!button) return;
  const { user, action, faults, reset, settings } = button.dataset;
  if (action) await decide(button);
  if (user) document.cookie = `user=${user}; path=/; max-age=31536000; samesite=strict`;
  if (faults) await post('/control/faults', JSON.parse(faults));
  if (settings) await post('/control/settings', JSON.parse(settings));
  if (reset !== undefined) await fetch('/control/faults', { method: 'DELETE' });
  if (button.dataset.scenario) {
    await setScenario(button);
    location.hash = button.dataset.card;
  }
  if (user || faults || settings || reset !== undefined || button.dataset.scenario) location.reload();
}

document.addEventListener('click', press);
const opened = document.getElementById(location.hash.slice(1));
if (opened instanceof HTMLDetailsElement) opened.open = true;
const live = document.getElementById('live');
if (live) void renew(live, '');
