/** A screen of typed secrets, drawn, with a remote on it and the server it seals to. */
import { render } from 'preact';
import type { RemoteKey } from '../../protocol/keymap.ts';
import type { Step } from '../../protocol/step.ts';
import { App } from '../app.tsx';
import { cardScreens } from '../secret-entry/screens/index.ts';
import { body } from './document.ts';
import { withClass } from './dom.ts';
import { typing } from './entry.ts';
import { TODAY } from './with-entry.ts';

export function entryStage(first: Step) {
  const stage = typing(first, (entry) => cardScreens(entry, () => TODAY));
  const root = body();
  render(<App on={stage.on} />, root as never);
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const press = async (...keys: RemoteKey[]) => {
    for (const key of keys) {
      stage.on.key(key);
      stage.clock.pass(30);
      await settle();
    }
  };
  const type = (digits: string) => press(...([...digits] as RemoteKey[]));
  const text = (name: string) => withClass(root, name).map((node) => node.textContent);
  const focus = () => stage.on.focus.current.value;
  /** The last sealed request, opened. */
  const sent = () => stage.opened(stage.posts().at(-1), stage.on.step.value.version);
  return { ...stage, root, press, type, settle, text, focus, sent };
}
