// Runs inside PhantomJS: a small web server that takes one JSON command a POST. Its own standard input would block the page.
var system = require('system');
var page = require('webpage').create();
var server = require('webserver').create();
var errors = [];
page.onError = function (message) {
  errors.push(String(message));
};
var REAL = { Up: 'Up', Down: 'Down', Left: 'Left', Right: 'Right', OK: 'Return', Back: 'Escape' };

function press(name) {
  var key = REAL[name] ? page.event.key[REAL[name]] : name;
  page.sendEvent('keydown', key);
  page.sendEvent('keyup', key);
}

var COMMANDS = {
  open: function (c, done) {
    page.open(c.url, function (status) {
      done(status);
    });
  },
  key: function (c, done) {
    press(c.key);
    done(true);
  },
  // Not eval: the page's own policy forbids it, and 538 obeys.
  eval: function (c, done) {
    done(page.evaluateJavaScript('function () { return ' + c.expression + '; }'));
  },
  screenshot: function (c, done) {
    done(page.render(c.path));
  },
  viewport: function (c, done) {
    page.viewportSize = { width: c.width, height: c.height };
    page.clipRect = { top: 0, left: 0, width: c.width, height: c.height };
    done(true);
  },
  errors: function (c, done) {
    done(errors);
  },
};

server.listen(system.args[1], function (request, response) {
  function reply(body) {
    response.statusCode = 200;
    response.headers = { 'Content-Type': 'application/json' };
    response.write(JSON.stringify(body));
    response.close();
  }
  try {
    var command = JSON.parse(request.post);
    COMMANDS[command.cmd](command, function (value) {
      reply({ ok: value === undefined ? null : value });
    });
  } catch (error) {
    reply({ error: String(error) });
  }
});
