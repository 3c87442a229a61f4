/** The objects of a Guangxi box, as far as they are used. Any of them may be missing or throw: they are only touched inside `attempt`. */
interface IPanel {
  focus: { display: number; border: number };
  getGlobalVar(name: string): unknown;
  setGlobalVar(name: string, value: string): unknown;
}

interface GuangxiApi {
  getStbNum(): unknown;
  /** The misspelling is the box's. */
  System: { newwork: { macAddress: unknown } };
}

interface BoxScreen {
  resizeTo(width: number, height: number): void;
}

export interface BoxWindow {
  iPanel?: unknown;
  guangxi?: unknown;
  screen?: unknown;
  navigator?: { userAgent?: string };
  addEventListener?(type: string, listener: () => void, capture: boolean): void;
  onunload?: unknown;
}

/**
 * Which kind of box (docs/television.md 1): 1 is iPanel's own engine (SD), 2 WebKit SD, 3 WebKit HD. No proof of identity: they serve limits,
 * sizes and mismatch warnings.
 */
export type BoxType = '0001' | '0002' | '0003';

export interface BoxFacts {
  type: BoxType;
  /** The box number, or its MAC where it has no number; undefined when it has neither. */
  id: string | undefined;
  region: string | undefined;
}

/** The box's answers for a value it does not have. */
const NO_VALUE = ['', '#', 'deleted', 'clearValue', 'undefined', 'null'];

/** The keys that the box keeps to itself unless asked. Of the colours only blue, for help: the others stay its shortcuts. */
const ASKED_FOR = ['SEND_RETURN_KEY_TO_PAGE', 'SEND_EXIT_KEY_TO_PAGE', 'SEND_BLUE_KEY_TO_PAGE'];

const WEBKIT_NAMES = /Safari|Chrome|Firefox/;
/** SD boxes have 11-digit numbers with 19 at the third and fourth place. */
const SD_NUMBER = /^\d{2}19\d{7}$/;

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function valueOf(read: () => unknown): string | undefined {
  const text = String(attempt(read)).trim();
  return NO_VALUE.indexOf(text) < 0 ? text : undefined;
}

const iPanelOf = (win: BoxWindow): IPanel => win.iPanel as IPanel;

function globalVar(win: BoxWindow, name: string): string | undefined {
  return valueOf(() => iPanelOf(win).getGlobalVar(name));
}

function setGlobalVars(win: BoxWindow, value: string): void {
  for (const name of ASKED_FOR) attempt(() => iPanelOf(win).setGlobalVar(name, value));
}

const boxNumber = (win: BoxWindow): string | undefined => valueOf(() => (win.guangxi as GuangxiApi).getStbNum());

/** Which kind of box; undefined where there is no such box. Never throws. */
export function boxType(win: BoxWindow): BoxType | undefined {
  if (!attempt(() => iPanelOf(win))) return undefined;
  const userAgent = (win.navigator && win.navigator.userAgent) || '';
  if (!WEBKIT_NAMES.test(userAgent)) return '0001';
  return SD_NUMBER.test(boxNumber(win) || '') || globalVar(win, 'RESOLUTION_1280_720') === undefined ? '0002' : '0003';
}

/** Facts read from the box; undefined where there is no such box. Never throws. */
export function boxFacts(win: BoxWindow): BoxFacts | undefined {
  const type = boxType(win);
  if (!type) return undefined;
  const mac = valueOf(() => (win.guangxi as GuangxiApi).System.newwork.macAddress);
  return { type, id: boxNumber(win) ?? mac, region: globalVar(win, 'GET_MEDIA_REGION_ID') };
}

/** Switches the picture to the size the page is drawn for. */
function resize(win: BoxWindow, type: BoxType): void {
  const hd = type === '0003';
  attempt(() => (win.screen as BoxScreen).resizeTo(hd ? 1280 : 640, hd ? 720 : 526));
}

/** The page draws its own focus; the box's yellow ring would be a second one. */
function hideRing(win: BoxWindow): void {
  attempt(() => {
    const ring = iPanelOf(win).focus;
    ring.display = 0;
    ring.border = 0;
  });
}

/**
 * Makes the box ready for the page: Back, Exit and Blue come to it, the picture has its size, the box's own ring is off.
 * These keys are given back when the page goes, or the next page's viewer would be caught in it; the returned
 * function gives them back earlier. A page restored from the engine's memory asks again by itself: this is called once.
 * Does nothing on anything but such a box.
 */
export function prepareBox(win: BoxWindow): () => void {
  const type = boxType(win);
  if (!type) return () => undefined;
  let taken = false;
  // The first pageshow comes after `ready`, and unload after pagehide: each is done once.
  const ready = () => {
    if (taken) return;
    taken = true;
    setGlobalVars(win, '1');
    resize(win, type);
    hideRing(win);
  };
  const giveBack = () => {
    if (taken) setGlobalVars(win, '0');
    taken = false;
  };
  ready();
  // Old engines know only one of these.
  const listenFor = (name: string, listener: () => void) =>
    attempt(() => (win as Required<BoxWindow>).addEventListener(name, listener, false));
  listenFor('unload', giveBack);
  listenFor('pagehide', giveBack);
  listenFor('pageshow', ready);
  if (!win.addEventListener) win.onunload = giveBack;
  return giveBack;
}
