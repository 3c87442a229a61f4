import { drawControls } from '../tv/ui/control.tsx';
import { live } from '../tv/ui/live.ts';
import type { Controller } from './controller.ts';
import { keyHints } from './key-hints.ts';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { Offline } from './parts/offline.tsx';
import { OpenDialog } from './parts/open-dialog.tsx';
import { isScreen } from './screens/index.ts';

/** Drawn again when the step changes, not when the focus moves or a second passes. */
export const App = live(({ on }: { on: Controller }) => {
  const step = on.step.value;
  const screen = on.screen(step.kind);
  const props = on.props(step);
  const rows = on.controls(step);
  const hints = isScreen(step.kind)
    ? keyHints(rows, screen.back(step), screen.ok && screen.ok(step), !!screen.help, screen.hints && screen.hints(step))
    : [];
  return (
    <div class={'all ' + (screen.ground || 'calm')}>
      <Header screen={screen} props={props} />
      <div key={step.kind + step.version}>
        {screen.draw(props)}
        {drawControls(on, rows)}
      </div>
      <Footer on={on} step={step} hints={hints} />
      <OpenDialog on={on} />
      <Offline on={on} />
    </div>
  );
});
