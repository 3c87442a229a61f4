'use strict';
// The wallet's object on the page, there a moment after the page as on real phones, and the wallet's sheet.
(function () {
  const object = '{{object}}';
  if (!object) return;

  async function post(path, body) {
    return (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();
  }

  function sheet(scan, done) {
    const box = document.createElement('div');
    box.id = 'sandbox-sheet';
    box.style.cssText =
      'position:fixed;left:0;right:0;bottom:0;z-index:9;background:#fff;color:#111;padding:24px;text-align:center;font:18px sans-serif;box-shadow:0 0 40px #0008';
    const text = document.createElement('p');
    text.textContent = `${scan.merchant} ¥${(scan.amount_fen / 100).toFixed(2)}`;
    box.append(text);
    for (const [name, result] of [
      ['确认支付', 'ok'],
      ['取消支付', 'cancel'],
    ]) {
      const button = document.createElement('button');
      button.textContent = name;
      button.style.cssText = 'display:block;width:100%;margin:8px 0;padding:14px;font:inherit';
      button.onclick = async () => {
        button.disabled = true;
        const said = result === 'ok' ? (await post('/__pay', { code: scan.code })).kind : 'cancel';
        box.remove();
        done(said === 'paid' ? 'ok' : said === 'cancel' ? 'cancel' : 'fail');
      };
      box.append(button);
    }
    document.body.append(box);
  }

  const bridge = {
    async invoke(name, params, callback) {
      const scan = await post('/__bridge', { name, params, page: location.href });
      const say = (result) => callback({ err_msg: `get_brand_wcpay_request:${result}` });
      if (scan.problem !== undefined) {
        window.alert(scan.problem);
        return say('fail');
      }
      sheet(scan, say);
    },
    call(name) {
      if (name === 'closeWindow') location.href = '{{phone}}/';
    },
  };
  setTimeout(() => {
    window[object] = bridge;
    document.dispatchEvent(new Event(`${object}Ready`));
  }, 300);
})();
