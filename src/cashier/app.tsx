import type { Cashier } from './controller.ts';
import { keyHints } from './key-hints.ts';
import { Offline } from './parts/offline.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { Help } from './parts/help.tsx';
import { LeaveDialog } from './parts/leave-dialog.tsx';
import { live } from '../tv/ui/live.ts';
import { Message } from './parts/message.tsx';
import { ScreenDialog } from './parts/screen-dialog.tsx';

/** Which screen. Drawn again when the step changes, not when the focus moves or a second passes. */
export const App = live(({ on }: { on: Cashier }) => {
  const step = on.step.value;
  const { boot } = on;
  const { words } = boot;
  const screen = on.screen(step.kind);
  const view = on.view(step);
  return (
    <div>
      <Header
        on={on}
        order={step.order}
        ribbon={screen?.ribbon ? screen.ribbon(view) : words.cashier}
        due={!!screen?.due}
        clock={screen?.clock}
      />
      <div key={step.kind + step.version}>
        {screen ? screen.draw(view, on) : <Message on={on} said={{ mark: 'wait', title: words.unknown_title, text: words.unknown_text }} />}
      </div>
      <Footer
        on={on}
        step={step}
        hints={screen ? keyHints(screen.rows(view), screen.back(step), screen.ok, !!screen.help, screen.hints && screen.hints(step)) : []}
      />
      {screen?.dialog ? <ScreenDialog on={on} /> : null}
      <LeaveDialog on={on} />
      {screen?.help ? <Help on={on} picture={screen.help(step)} /> : null}
      <Offline on={on} />
    </div>
  );
});
