/** The page's whole program, ES5: which size, which button has the focus, OK follows it once. */
export const SCRIPT = `
(function () {
  var body = document.body;
  if (!/\\b(hd|fhd|sd)\\b/.test(body.className)) {
    var width = window.innerWidth || screen.width;
    body.className = width >= 1800 ? 'fhd' : width <= 800 ? 'sd' : 'hd';
  }
  var links = document.getElementsByTagName('a'), at = 0, gone = false, i;
  function show(next) {
    if (next < 0 || next >= links.length) return;
    at = next;
    for (var n = 0; n < links.length; n++) links[n].className = links[n].className.replace(/ on$/, '') + (n === at ? ' on' : '');
  }
  function follow() {
    if (gone) return;
    gone = true;
    location.href = links[at].href;
  }
  function each(n) {
    links[n].onmouseover = function () { show(n); };
    links[n].onclick = function () { show(n); follow(); return false; };
  }
  for (i = 0; i < links.length; i++) each(i);
  document.onkeydown = function (event) {
    var e = event || window.event, code = e.keyCode || e.which;
    if (code === 37 || code === 38) show(at - 1);
    else if (code === 39 || code === 40) show(at + 1);
    else if (code === 13) follow();
    else return true;
    if (e.preventDefault) e.preventDefault();
    return 0;
  };
  window.onpageshow = function () { gone = false; };
  show(0);
})();
`;
