import { expect, test } from 'vitest';
import { fakeBox } from './fake.ts';
import { boxFacts, prepareBox } from './guangxi.ts';

const HD = { RESOLUTION_1280_720: '1', GET_MEDIA_REGION_ID: '0771' };

test('Back, Exit and Blue are asked for, nothing else, and given back when the page goes', () => {
  const box = fakeBox({ globals: {} });
  prepareBox(box.win);
  expect(box.globals).toEqual({ SEND_RETURN_KEY_TO_PAGE: '1', SEND_EXIT_KEY_TO_PAGE: '1', SEND_BLUE_KEY_TO_PAGE: '1' });
  box.leave();
  expect(box.globals).toEqual({ SEND_RETURN_KEY_TO_PAGE: '0', SEND_EXIT_KEY_TO_PAGE: '0', SEND_BLUE_KEY_TO_PAGE: '0' });
  box.comeBack();
  expect(box.globals).toEqual({ SEND_RETURN_KEY_TO_PAGE: '1', SEND_EXIT_KEY_TO_PAGE: '1', SEND_BLUE_KEY_TO_PAGE: '1' });
});

test('they can be given back before, when the viewer is sent on', () => {
  const box = fakeBox();
  prepareBox(box.win)();
  expect(box.globals.SEND_RETURN_KEY_TO_PAGE).toBe('0');
});

test("the picture gets the page's size and the box's own ring is off", () => {
  const hd = fakeBox({ globals: { ...HD }, stbNumber: '77123456789' });
  prepareBox(hd.win);
  expect(hd.resized).toEqual(['1280x720']);
  expect(hd.ring).toEqual({ display: 0, border: 0 });
  const sd = fakeBox();
  prepareBox(sd.win);
  expect(sd.resized).toEqual(['640x526']);
});

test('the type follows engine, number and resolution', () => {
  expect(boxFacts(fakeBox({ globals: HD, stbNumber: '77123456789' }).win)?.type).toBe('0003');
  expect(boxFacts(fakeBox({ globals: HD, stbNumber: '77193456789' }).win)?.type).toBe('0002');
  expect(boxFacts(fakeBox({ stbNumber: '77123456789' }).win)?.type).toBe('0002');
  const own = fakeBox({ globals: HD });
  own.win.navigator.userAgent = 'Mozilla/4.0 (compatible; MSIE 6.0; EIS iPanel 3.0; hi3716m)';
  expect(boxFacts(own.win)?.type).toBe('0001');
});

test.each(['#', 'deleted', 'clearValue', '', ' '])('"%s" is no box number: the MAC stands in', (stbNumber) => {
  expect(boxFacts(fakeBox({ stbNumber, mac: '00:11:22:33:44:55' }).win)?.id).toBe('00:11:22:33:44:55');
  expect(boxFacts(fakeBox({ stbNumber, mac: '#' }).win)?.id).toBeUndefined();
  expect(boxFacts(fakeBox({ stbNumber }).win)?.id).toBeUndefined();
});

test('the number wins over the MAC, and the region is read', () => {
  const facts = boxFacts(fakeBox({ globals: HD, stbNumber: '77123456789', mac: '00:11' }).win);
  expect(facts).toEqual({ type: '0003', id: '77123456789', region: '0771' });
});

test('a box whose every call throws, a half one and none at all do no harm', () => {
  const broken = fakeBox({ broken: true });
  expect(() => prepareBox(broken.win)()).not.toThrow();
  expect(boxFacts(broken.win)).toEqual({ type: '0002', id: undefined, region: undefined });
  const throwing = {
    get iPanel(): unknown {
      throw new Error('gone');
    },
  };
  expect(boxFacts(throwing)).toBeUndefined();
  expect(() => prepareBox({ iPanel: {} })()).not.toThrow();
  expect(() => prepareBox({})()).not.toThrow();
});

test('a window without addEventListener gives the keys back through onunload', () => {
  const box = fakeBox();
  const { iPanel, guangxi, navigator } = box.win;
  const win: { iPanel: unknown; guangxi: unknown; navigator: { userAgent: string }; onunload?: unknown } = { iPanel, guangxi, navigator };
  prepareBox(win);
  expect(box.globals.SEND_EXIT_KEY_TO_PAGE).toBe('1');
  (win.onunload as () => void)();
  expect(box.globals.SEND_EXIT_KEY_TO_PAGE).toBe('0');
});

test('five returns out of the page cache: nothing is listened for anew, each key asked for and given back once a time', () => {
  const { win } = fakeBox({ globals: HD, stbNumber: '77123456789' });
  const heard: { [type: string]: (() => void)[] } = {};
  const calls: string[] = [];
  win.addEventListener = (type, listener) => void (heard[type] = (heard[type] ?? []).concat(listener));
  win.screen.resizeTo = () => void calls.push('resize');
  const iPanel = win.iPanel as { setGlobalVar: unknown };
  iPanel.setGlobalVar = (name: string, value: string) => calls.push(name.replace(/SEND_|_KEY.*/g, '') + value);
  const tell = (...types: string[]): void => types.forEach((type) => heard[type]?.forEach((listener) => listener()));
  prepareBox(win);
  const listeners = Object.values(heard).flat().length;
  const once = ['RETURN1', 'EXIT1', 'BLUE1', 'resize'];
  const back = ['RETURN0', 'EXIT0', 'BLUE0'];
  tell('pageshow');
  expect(calls).toEqual(once);
  for (let i = 0; i < 5; i++) {
    calls.length = 0;
    tell('pagehide', 'unload', 'pageshow', 'pageshow');
    expect(calls).toEqual([...back, ...once]);
  }
  expect(Object.values(heard).flat()).toHaveLength(listeners);
});
