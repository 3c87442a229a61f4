import { LEAVE_DIALOG } from '../controls.ts';
import type { Cashier } from '../controller.ts';
import { Button } from './button.tsx';
import { live } from '../../tv/ui/live.ts';

/** Asked before the cashier is left; opens on staying. */
export const LeaveDialog = live(({ on }: { on: Cashier }) => {
  const { words } = on.boot;
  if (on.focus.scope.value !== LEAVE_DIALOG) return null;
  return (
    <div class="shade">
      <div class="at dialog">
        <div class="title">{words.leave_title}</div>
        <div class="mid text">{words.leave_text}</div>
        <Button on={on} id="leave-stay" at="button two-a main">
          {words.button_stay}
        </Button>
        <Button on={on} id="leave-go" at="button two-b">
          {words.button_leave}
        </Button>
      </div>
    </div>
  );
});
