import { effect } from '@preact/signals';
import type { Component, ComponentChildren, FunctionComponent } from 'preact';

interface Live extends Component {
  stop?: () => void;
}

/**
 * A component that draws itself again when a signal it read changes. The build swaps @preact/signals for its core, whose
 * automatic tracking is this and hooks and 1.4 KB after gzip. Preact 10 calls a function as a method of its component:
 * a class would need Babel's helpers.
 */
export function live<P extends object>(draw: (props: P) => ComponentChildren): FunctionComponent<P> {
  function drawLive(this: Live, props: P): ComponentChildren {
    if (this.stop) this.stop();
    let drawing = true;
    let drawn: ComponentChildren;
    const stop = effect(() => {
      if (drawing) drawn = draw(props);
      else this.setState({});
    });
    drawing = false;
    this.stop = this.componentWillUnmount = stop;
    return drawn;
  }
  return drawLive as unknown as FunctionComponent<P>;
}
