/** One load of a page under a trace: processor time of the main thread, phase by phase, until the first focused element is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startChromium } from '../engines/cdp.ts';
import { until } from '../engines/until.ts';

/** Milliseconds of the main thread's processor time: other work on the machine hardly changes it. */
export interface Phases {
  /** The script's own source text; today's Chromium does the most of it on another thread. */
  compile: number;
  /** Functions when they are first called. Within the next four. */
  lazy_compile: number;
  /** From the start of the script until the data of the document is read. */
  evaluate: number;
  /** From there to the first element made. */
  arrange: number;
  /** From there until the elements are in the document. */
  render: number;
  /** From there to the end of the script. */
  rest: number;
  /** Style and layout that the script forces. Within the four above. */
  forced: number;
  /** Young and old generation. Within the four above. */
  collect: number;
  /** From the end of the script: style, layout, paint. */
  paint: number;
  /** Of the script: until the first focused element is in the document, and the script has ended. */
  there: number;
}

/** As much as is used of Chromium's trace events; times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time of its thread. */
  tts: number;
  tdur?: number;
  args: { data?: { url?: string; type?: string } };
}

const CATEGORIES = '-*,devtools.timeline,v8,blink.user_timing,disabled-by-default-v8.compile';

/** In the page, before its scripts. */
function watch(): void {
  const seen = window as unknown as { done?: boolean };
  const first = (object: object, name: string, mark: string, when: (self: unknown) => boolean = () => true): void => {
    const methods = object as { [name: string]: (...args: unknown[]) => unknown };
    const own = methods[name] as (...args: unknown[]) => unknown;
    methods[name] = function (this: unknown, ...args: unknown[]) {
      const out = own.apply(this, args);
      if (when(this)) {
        performance.mark(mark);
        methods[name] = own;
      }
      return out;
    };
  };
  const isApp = (node: unknown): boolean => (node as Element).id === 'app';
  first(JSON, 'parse', 'read');
  for (const name of ['createElement', 'createElementNS']) first(Document.prototype, name, 'made');
  first(Node.prototype, 'appendChild', 'drawn', isApp);
  first(Node.prototype, 'insertBefore', 'drawn', isApp);
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('.focused')) return;
    observer.disconnect();
    performance.mark('there');
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        performance.mark('painted');
        seen.done = true;
      };
      channel.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
}

const DONE_WITHIN_MS = 60_000;

/** `script`: the end of the address of the page's script. */
export async function traceStart(name: string, binary: string, url: string, script: string, rate: number): Promise<Phases> {
  const engine = await startChromium(name, binary);
  try {
    const events: TraceEvent[] = [];
    engine.cdp.on('Tracing.dataCollected', (said) => void events.push(...(said as { value: TraceEvent[] }).value));
    await engine.viewport(1280, 720);
    await engine.cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch.toString()})()` });
    await engine.cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await engine.cdp.send('Tracing.start', { categories: CATEGORIES, transferMode: 'ReportEvents' });
    await engine.open(url);
    await until(() => engine.eval<boolean>('!!window.done'), DONE_WITHIN_MS, url + ' was never painted');
    await engine.cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const ended = new Promise<void>((done) => engine.cdp.once('Tracing.tracingComplete', () => done()));
    await engine.cdp.send('Tracing.end');
    await Promise.race([ended, sleep(10_000)]);
    return phasesOf(events, script);
  } finally {
    await engine.close();
  }
}

function phasesOf(all: readonly TraceEvent[], script: string): Phases {
  const run = all.find((one) => one.ph === 'X' && one.name === 'EvaluateScript' && one.args.data?.url?.endsWith(script));
  if (!run) throw new Error('the trace has no run of ' + script);
  const own = paired(all.filter((one) => one.pid === run.pid && one.tid === run.tid).toSorted((a, b) => a.tts - b.tts));
  const end = run.tts + (run.tdur ?? 0);
  const inside = own.filter((one) => one.ph === 'X' && one.tts >= run.tts && one.tts < end);
  const sum = (names: RegExp, list = inside): number => outermost(list.filter((one) => names.test(one.name)));
  const mark = (name: string): number => {
    const found = own.find((one) => one.name === name && one.args.data?.type === undefined && one.tts >= run.tts);
    if (!found) throw new Error('the trace has no mark ' + name);
    return found.tts;
  };
  const top = inside.find((one) => /^V8\.CompileScript$|^V8\.ScriptCompiler$/.test(one.name));
  const compile = top?.tdur ?? sum(/^v8\.compile$/);
  const later = inside.filter((one) => one !== top && (!top || one.tts >= top.tts + (top.tdur ?? 0)));
  const [read, made, drawn] = [mark('read'), mark('made'), mark('drawn')];
  const ms = (us: number): number => us / 1000;
  return {
    compile: ms(compile),
    lazy_compile: ms(sum(/^V8\.Compile(Code|Function|Ignition|Lazy)/, later)),
    evaluate: ms(read - run.tts - compile),
    arrange: ms(made - read),
    render: ms(drawn - made),
    rest: ms(end - drawn),
    forced: ms(sum(/^(UpdateLayoutTree|Layout)$/)),
    collect: ms(sum(/GC/)),
    paint: ms(mark('painted') - end),
    there: ms(end - run.tts),
  };
}

/** Chromium 64 gives the begin and the end of some as two events. */
function paired(list: readonly TraceEvent[]): TraceEvent[] {
  const open: TraceEvent[] = [];
  const out: TraceEvent[] = [];
  for (const one of list) {
    const copy = { ...one };
    out.push(copy);
    if (one.ph === 'B') open.push(copy);
    if (one.ph !== 'E') continue;
    const begun = open.pop();
    if (begun) Object.assign(begun, { ph: 'X', tdur: one.tts - begun.tts });
  }
  return out;
}

/** Events within others of the list are theirs. */
function outermost(list: readonly TraceEvent[]): number {
  let sum = 0;
  let until_us = -Infinity;
  for (const { tts, tdur = 0 } of list) {
    if (tts < until_us) continue;
    sum += tdur;
    until_us = tts + tdur;
  }
  return sum;
}
