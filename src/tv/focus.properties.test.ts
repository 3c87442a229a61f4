import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFocus } from './focus.ts';
import type { Direction, RegionSpec } from './focus.ts';

/** Events of a screen, in any order. */
type Event =
  | { do: 'move'; dir: Direction }
  | { do: 'set'; id: string }
  | { do: 'layout'; regions: RegionSpec[]; screen: string }
  | { do: 'push'; id: string; regions: RegionSpec[] }
  | { do: 'pop'; id: string | undefined };

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const regions: fc.Arbitrary<RegionSpec[]> = fc
  .array(fc.record({ region: fc.nat(2), off: fc.integer({ min: 0, max: 3 }), here: fc.boolean() }), { minLength: 8, maxLength: 8 })
  .map((all) =>
    [0, 1, 2].map((n) => ({
      id: 'region' + n,
      columns: n + 1,
      items: all.flatMap((one, i) => (one.here && one.region === n ? [{ id: NAMES[i] as string, disabled: one.off === 0 }] : [])),
    })),
  );

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Direction>('Up', 'Down', 'Left', 'Right').map((dir): Event => ({ do: 'move', dir })) },
  fc.constantFrom(...NAMES).map((id): Event => ({ do: 'set', id })),
  fc.record({ regions, screen: fc.constantFrom('one', 'two') }).map((it): Event => ({ do: 'layout', ...it })),
  fc.record({ id: fc.constantFrom('ask', 'help'), regions }).map((it): Event => ({ do: 'push', ...it })),
  fc.constantFrom('ask', 'help', undefined).map((id): Event => ({ do: 'pop', id })),
);

function enabled(specs: readonly RegionSpec[]): string[] {
  return specs.flatMap((spec) => (spec.items || []).filter((item) => !item.disabled).map((item) => item.id));
}

test('whatever happens, exactly one thing of the topmost layer has the focus if any can, and its flag alone is up', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const focus = createFocus();
      const layers: { id: string; specs: RegionSpec[] }[] = [{ id: '', specs: [] }];
      for (const it of events) {
        if (it.do === 'move') focus.move(it.dir);
        else if (it.do === 'set') focus.set(it.id);
        else if (it.do === 'layout') {
          focus.layout(it.regions, { screen: it.screen });
          layers[0] = { id: '', specs: it.regions };
        } else if (it.do === 'push') {
          focus.push({ id: it.id, regions: it.regions });
          const open = layers.findIndex((layer) => layer.id === it.id);
          if (open > 0) layers.splice(open, 1);
          layers.push({ id: it.id, specs: it.regions });
        } else {
          const open = it.id === undefined ? layers.length - 1 : layers.findIndex((layer) => layer.id === it.id);
          expect(focus.pop(it.id)).toBe(open > 0);
          if (open > 0) layers.splice(open, 1);
        }
        const can = enabled(layers[layers.length - 1]?.specs || []);
        const current = focus.current.value;
        if (can.length === 0) expect(current).toBeUndefined();
        else expect(can).toContain(current);
        expect(NAMES.filter((id) => focus.isFocused(id).value)).toEqual(current === undefined ? [] : [current]);
      }
    }),
    { numRuns: 400 },
  );
});
