/** The parts around every screen. */
import type { ComponentChildren } from 'preact';
import type { KeyHint } from '../../tv/ui/key-hints.tsx';

export const HOTLINE = '客服 96335';

export const HINT = {
  choose: { key: 'key_arrows', does: '选择' },
  sides: { key: 'key_left_right', does: '左右选' },
  open: { key: 'key_ok', does: '打开' },
  ok: { key: 'key_ok', does: '确定' },
  back: { key: 'key_back', does: '返回' },
} as const satisfies { [name: string]: KeyHint };

export const hint = (key: KeyHint['key'], does: string, cap?: string): KeyHint => (cap ? { key, does, cap } : { key, does });

/** The app's mark, its name and where in it this is; what the payment is guarded by at the right. */
export function Header({ mark, name, where, guarded }: { mark: string; name: string; where?: string; guarded?: boolean }) {
  return (
    <div>
      <div class={'at app-mark m-' + mark} />
      <div class="at app-name bold line">
        {name}
        {where ? <Where>{where}</Where> : null}
      </div>
      {guarded ? (
        <div class="at guarded line right">
          <span class="g-brand" /> <span class="quiet">付款由</span> 乐众支付 <span class="quiet">保障</span>
        </div>
      ) : null}
    </div>
  );
}

/** Behind the app's name, a line between them. */
export function Where({ children }: { children?: ComponentChildren }) {
  return (
    <span class="quiet where">
      <span class="where-line" />
      {children}
    </span>
  );
}

/** The sign ￥ is as wide as a character in every font, most of it blank: drawn closer to its number. */
export function money(text: string): ComponentChildren {
  return text.split('￥').map((part, i) => [i > 0 ? <span class="yen">￥</span> : null, part]);
}

/** A line icon in a tile: pale, and dark on the focus. */
export function TileIcon({ box, name }: { box: string; name: string }) {
  return (
    <div>
      <div class={'at icon-pale ' + box + ' a-' + name} />
      <div class={'at icon-ink ' + box + ' k-' + name} />
    </div>
  );
}

export function Footer({ foot, hints, bare }: { foot: ComponentChildren; hints: readonly KeyHint[]; bare?: boolean | undefined }) {
  return (
    <div>
      {bare ? null : <div class="rule" />}
      <div class="at foot hint quiet line">{foot}</div>
      <div class="at app-hints quiet">
        {hints.map(({ key, cap, does }) => (
          <span class="app-hint" key={key}>
            <span class={cap ? 'app-cap' : 'app-key ' + key}>{cap}</span>
            {does}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Text in a box of its own, as high as the box. */
export function Text({ box, look = '', children }: { box: string; look?: string; children?: ComponentChildren }) {
  return <div class={'at line ' + box + ' ' + look}>{children}</div>;
}
