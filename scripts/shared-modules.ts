/**
 * The page is two scripts: the first paints, the second types cards. Modules of the first that the second uses too are not
 * bundled twice: two signal libraries would not hear one another, two focus helpers not know one another, and a slow box
 * would read the same bytes twice. The first script puts what the second imports of these into window.lezpay.shared under
 * its name; the second takes it from there. In sources, tests and the development server all of them are plain imports.
 */
export const SHARED_MODULES: readonly string[] = [
  'preact',
  '@preact/signals-core',
  'scripts/jsx-runtime.ts',
  'src/protocol/texts/fill.ts',
  'src/cashier/ask.ts',
  'src/cashier/cards/load.ts',
  'src/cashier/cards/window.ts',
  'src/cashier/canvas-sizes.ts',
  'src/cashier/countdown.ts',
  'src/cashier/help.ts',
  'src/cashier/legend.ts',
  'src/cashier/parts/button.tsx',
  'src/cashier/parts/help.tsx',
  'src/cashier/parts/live.ts',
  'src/cashier/parts/mark.tsx',
  'src/cashier/parts/message.tsx',
  'src/cashier/parts/wear.ts',
  'src/cashier/read-step.ts',
  'src/cashier/scene.ts',
  'src/cashier/screens/cards-coming.ts',
];
