"""QtWebKit 602.1 driven by JSON lines: one command a line in, one answer a line out. Keys go in as real QKeyEvents."""
import json
import os
import sys

from PyQt5.QtCore import QEvent, QSize, QSocketNotifier, Qt, QUrl
from PyQt5.QtGui import QImage, QKeyEvent, QPainter
from PyQt5.QtWebKit import QWebSettings
from PyQt5.QtWebKitWidgets import QWebPage
from PyQt5.QtWidgets import QApplication

KEYS = {
    "Up": Qt.Key_Up, "Down": Qt.Key_Down, "Left": Qt.Key_Left, "Right": Qt.Key_Right,
    "OK": Qt.Key_Return, "Back": Qt.Key_Escape,
}


class Page(QWebPage):
    def __init__(self):
        super().__init__()
        self.errors = []

    def javaScriptConsoleMessage(self, message, line, source):
        if "Error" in message or "rejection" in message:
            self.errors.append("%s (%s:%s)" % (message, source, line))

    def userAgentForUrl(self, url):
        return super().userAgentForUrl(url)


app = QApplication(sys.argv)
QWebSettings.setObjectCacheCapacities(0, 0, 0)
page = Page()
page.setViewportSize(QSize(1280, 720))


def answer(value):
    sys.stdout.write(json.dumps({"ok": value}) + "\n")
    sys.stdout.flush()


def press(name):
    key = KEYS.get(name)
    text = "\r" if name == "OK" else ""
    if key is None:
        key, text = Qt.Key_0 + int(name), name
    for kind in (QEvent.KeyPress, QEvent.KeyRelease):
        QApplication.sendEvent(page, QKeyEvent(kind, key, Qt.NoModifier, text))


def loaded(ok):
    page.loadFinished.disconnect(loaded)
    answer(ok)


def run(command):
    kind = command["cmd"]
    if kind == "open":
        page.loadFinished.connect(loaded)
        page.mainFrame().load(QUrl(command["url"]))
    elif kind == "key":
        press(command["key"])
        answer(True)
    elif kind == "eval":
        answer(page.mainFrame().evaluateJavaScript(command["expression"]))
    elif kind == "screenshot":
        image = QImage(page.viewportSize(), QImage.Format_RGB32)
        painter = QPainter(image)
        page.mainFrame().render(painter)
        painter.end()
        answer(image.save(command["path"]))
    elif kind == "viewport":
        page.setViewportSize(QSize(command["width"], command["height"]))
        answer(True)
    elif kind == "errors":
        answer(page.errors)


def readable():
    line = sys.stdin.readline()
    if not line:
        os._exit(0)
    try:
        run(json.loads(line))
    except Exception as error:
        sys.stdout.write(json.dumps({"error": str(error)}) + "\n")
        sys.stdout.flush()


notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
notifier.activated.connect(readable)
app.exec_()
