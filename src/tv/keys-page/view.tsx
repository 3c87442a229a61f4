import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { REMOTE_KEYS } from '../../protocol/keymap.ts';
import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Focus, Rect, RegionSpec } from '../focus.ts';
import type { Keymap } from '../../protocol/keymap.ts';
import type { EngineFacts } from './engine.ts';
import { unknownCodes } from './key-log.ts';
import type { KeyLog } from './key-log.ts';
import { askedKey, learnedKeymap } from './learn.ts';
import type { Lesson } from './learn.ts';
import { KEY_NAMES, WORDS } from './words.ts';

export type Action = 'save' | 'clear' | 'skip' | 'leave';

export interface ViewProps {
  focus: Focus;
  log: ReadonlySignal<KeyLog>;
  message: ReadonlySignal<string>;
  lesson: ReadonlySignal<Lesson>;
  keymap: Keymap;
  engine: EngineFacts;
  scale: Scale;
  act(action: Action): void;
}

/** The page is drawn for 1280x720; SD boxes have 640x526. */
export interface Scale {
  readonly x: number;
  readonly y: number;
  /** Of text and lines. SD text is larger than half of HD: 16 px is the least that can be read there. */
  readonly text: number;
}

export const HD: Scale = { x: 1, y: 1, text: 1 };
export const SD: Scale = { x: 640 / 1280, y: 526 / 720, text: 0.66 };

const ACTIONS: readonly Action[] = ['save', 'clear', 'skip', 'leave'];

/** Boxes in HD pixels; the focus engine moves over them too. */
const PLACES = {
  title: box(64, 36, 600, 52),
  hint: box(64, 96, 1152, 36),
  latest: box(64, 148, 400, 164),
  keys: box(64, 332, 400, 260),
  engine: box(488, 148, 728, 444),
  message: box(872, 620, 344, 44),
  save: box(64, 612, 184, 60),
  clear: box(264, 612, 184, 60),
  skip: box(464, 612, 184, 60),
  leave: box(664, 612, 184, 60),
};

function box(left: number, top: number, width: number, height: number): Rect {
  return { left, top, width, height };
}

/** The buttons as the focus engine sees them. */
export function buttonsRegion(): RegionSpec {
  return { id: 'buttons', wrap: true, items: ACTIONS.map((id) => ({ id, rect: PLACES[id] })) };
}

function at(place: Rect, scale: Scale, size: number, more: JSX.CSSProperties = {}): JSX.CSSProperties {
  return {
    position: 'absolute',
    overflow: 'hidden',
    left: Math.round(place.left * scale.x) + 'px',
    top: Math.round(place.top * scale.y) + 'px',
    width: Math.round(place.width * scale.x) + 'px',
    height: Math.round(place.height * scale.y) + 'px',
    fontSize: Math.round(size * scale.text) + 'px',
    ...more,
  };
}

function keyName(key: RemoteKey | undefined): string {
  return key === undefined ? WORDS.unknown : KEY_NAMES[key] || key;
}

function Button({ id, focus, scale, act }: { id: Action } & Pick<ViewProps, 'focus' | 'scale' | 'act'>) {
  const focused = focus.isFocused(id).value;
  const fill = focused
    ? { background: '#f5a623', color: '#0b1622', borderColor: '#f5a623' }
    : { background: '#14253a', color: '#e8eef5', borderColor: '#2a4363' };
  const edge = 2 * Math.round(2 * scale.text);
  const line = Math.round(PLACES[id].height * scale.y) - 2 * edge + 'px';
  const shape: JSX.CSSProperties = {
    borderWidth: edge + 'px',
    borderStyle: 'solid',
    lineHeight: line,
    textAlign: 'center',
    boxSizing: 'border-box',
  };
  const place = at(PLACES[id], scale, 28, { ...shape, ...fill });
  const press = () => {
    focus.set(id);
    act(id);
  };
  return (
    <div id={id} data-focused={focused} style={place} onClick={press} onMouseOver={() => focus.set(id)}>
      {WORDS[id]}
    </div>
  );
}

function Ask({ log, lesson }: Pick<ViewProps, 'log' | 'lesson'>) {
  const key = askedKey(log.value, lesson.value);
  return (
    <span id="ask">
      {key ? WORDS.ask_before + keyName(key) + WORDS.ask_after + ' ' : ''}
      {WORDS.hint}
    </span>
  );
}

function Latest({ log, scale }: Pick<ViewProps, 'log' | 'scale'>) {
  const latest = log.value.latest;
  const quiet = { color: '#9fb3c8' };
  return (
    <div style={at(PLACES.latest, scale, 28, { background: '#14253a', textAlign: 'center' })}>
      <div id="latest-code" style={{ fontSize: Math.round(64 * scale.text) + 'px' }}>
        {latest ? latest.code : '—'}
      </div>
      <div id="latest-key">{latest ? keyName(latest.key) : WORDS.none}</div>
      <div style={quiet}>{latest ? latest.events.join(' ') + (latest.name ? ' · ' + latest.name : '') : ''}</div>
    </div>
  );
}

function SeenKeys({ log, scale }: Pick<ViewProps, 'log' | 'scale'>) {
  const seen = log.value.codes.map((one) => one.key);
  const unknown = unknownCodes(log.value);
  return (
    <div style={at(PLACES.keys, scale, 24)}>
      <div style={{ color: '#9fb3c8' }}>{WORDS.seen}</div>
      <div id="seen">
        {REMOTE_KEYS.map((key) => {
          const done = seen.indexOf(key) >= 0;
          return (
            <span key={key} style={{ color: done ? '#37b26c' : '#9fb3c8', marginRight: '8px', display: 'inline-block' }}>
              {(done ? '✓' : '') + keyName(key)}
            </span>
          );
        })}
      </div>
      <div style={{ color: '#f0b43c' }} id="unknown">
        {unknown.length > 0
          ? WORDS.unknown_codes +
            ' ' +
            unknown
              .slice(-8)
              .map((one) => one.code + '×' + one.count)
              .join(' ')
          : ''}
      </div>
    </div>
  );
}

function Engine({ engine, keymap, lesson, scale }: Pick<ViewProps, 'engine' | 'keymap' | 'lesson' | 'scale'>) {
  const learned = learnedKeymap(keymap, lesson.value);
  const lines: [string, string][] = [
    [WORDS.engine, engine.user_agent],
    [WORDS.map, keymap.platform + ' · ' + engine.screen + ' · ' + engine.window],
    [WORDS.has, engine.has.join(' ')],
    [WORDS.lacks, engine.lacks.join(' ') || '—'],
  ];
  // The keymap, ready to be copied, takes the place of what is known of the engine.
  if (learned !== keymap) lines.splice(0, lines.length, [WORDS.learned, JSON.stringify(learned)]);
  return (
    <div style={at(PLACES.engine, scale, 24, { wordWrap: 'break-word' })}>
      {lines.map(([name, text]) => (
        <div key={name} style={{ marginBottom: '8px' }}>
          <span style={{ color: '#9fb3c8' }}>{name} </span>
          {text}
        </div>
      ))}
    </div>
  );
}

/** The whole key test page. */
export function KeysView(props: ViewProps) {
  const { scale } = props;
  return (
    <div style={{ color: '#e8eef5', fontFamily: "'PingFang SC','Noto Sans CJK SC','WenQuanYi Micro Hei','Microsoft YaHei',sans-serif" }}>
      <div style={at(PLACES.title, scale, 44)}>{WORDS.title}</div>
      <div style={at(PLACES.hint, scale, 24, { color: '#9fb3c8' })}>
        <Ask {...props} />
      </div>
      <Latest {...props} />
      <SeenKeys {...props} />
      <Engine {...props} />
      {ACTIONS.map((id) => (
        <Button key={id} id={id} {...props} />
      ))}
      <div id="message" style={at(PLACES.message, scale, 28, { color: '#f0b43c' })}>
        {props.message.value}
      </div>
    </div>
  );
}
