import { live } from '../tv/ui/live.ts';
import type { Controller } from './controller.ts';
import { keyHints } from './key-hints.ts';
import { drawControls } from './parts/button.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { Message } from './parts/message.tsx';
import { Offline } from './parts/offline.tsx';
import { OpenDialog } from './parts/open-dialog.tsx';

/** Drawn again when the step changes, not when the focus moves or a second passes. */
export const App = live(({ on }: { on: Controller }) => {
  const step = on.step.value;
  const { words } = on.boot;
  const screen = on.screen(step.kind);
  const props = on.props(step);
  const rows = on.controls(step);
  return (
    <div>
      <Header
        on={on}
        order={step.order}
        ribbon={screen?.ribbon ? screen.ribbon(props) : words.cashier}
        due={!!screen?.due}
        clock={screen?.clock}
      />
      <div key={step.kind + step.version}>
        {screen ? screen.draw(props) : <Message on={on} said={{ mark: 'wait', title: words.unknown_title, text: words.unknown_text }} />}
        {drawControls(on, rows)}
      </div>
      <Footer
        on={on}
        step={step}
        hints={screen ? keyHints(rows, screen.back(step), screen.ok, !!screen.help, screen.hints && screen.hints(step)) : []}
      />
      <OpenDialog on={on} />
      <Offline on={on} />
    </div>
  );
});
