'use strict';
// The pages work by themselves; this adds the list that renews itself, the buttons, and whose phone it is.

function post(path, body, method) {
  return fetch(path, {
    method: method || 'POST',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  }).then(function (answer) {
    return answer.json();
  });
}

var live = document.getElementById('live');
if (live) {
  var shown = live.innerHTML;
  setInterval(function () {
    if (document.hidden) return;
    fetch(live.dataset.from)
      .then(function (answer) {
        return answer.ok ? answer.text() : shown;
      })
      .then(function (text) {
        if (text === shown) return;
        shown = text;
        live.innerHTML = text;
      })
      .catch(function () {});
  }, 1000);
}

function show(id) {
  document.getElementById('sheet').hidden = true;
  document.getElementById(id).hidden = false;
}

function finish(result) {
  if (result.kind === 'paid' || result.kind === 'declined') return show(result.kind);
  document.getElementById('reason').textContent = result.text || '付款没有完成';
  show('refused');
}

document.addEventListener('click', function (event) {
  var button = event.target.closest('button');
  if (!button) return;
  var user = (document.querySelector('[data-user][aria-pressed="true"]') || { dataset: {} }).dataset.user;
  if (button.dataset.user) {
    document.cookie = 'user=' + button.dataset.user + '; path=/; max-age=31536000; samesite=strict';
    location.reload();
  } else if (button.dataset.deed) {
    button.disabled = true;
    post('/control/' + button.dataset.deed, { code: document.getElementById('sheet').dataset.code, user: user })
      .then(finish)
      .catch(function () {
        button.disabled = false;
      });
  } else if (button.dataset.faults) {
    post('/control/faults', JSON.parse(button.dataset.faults)).then(function () {
      location.reload();
    });
  } else if ('reset' in button.dataset) {
    post('/control/faults', undefined, 'DELETE').then(function () {
      location.reload();
    });
  }
});
