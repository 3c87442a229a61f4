/**
 * The page is two scripts: the first paints, the second types cards. Modules of the first that the second uses too are not
 * bundled twice: two signal libraries would not track one another's signals, and a slow box
 * would read the same bytes twice. The first script puts the second's imports of these into window.lezpay.shared under
 * its name; the second takes it from there. In sources, tests and the development server all of them are plain imports.
 */
export const SHARED_MODULES: readonly string[] = [
  'preact',
  '@preact/signals-core',
  'scripts/jsx-runtime.ts',
  'src/protocol/texts/fill.ts',
  'src/tv/random-source.ts',
  'src/tv/request.ts',
  'src/tv/ui/boxes.ts',
  'src/tv/ui/control-rows.ts',
  'src/tv/ui/countdown.ts',
  'src/tv/ui/dialog.tsx',
  'src/tv/ui/focus-class.ts',
  'src/tv/ui/live.ts',
  'src/cashier/canvas-sizes.ts',
  'src/cashier/parts/controls.tsx',
  'src/cashier/parts/help.tsx',
  'src/cashier/parts/waiting.tsx',
  'src/cashier/parts/message.tsx',
  'src/cashier/parts/qr.tsx',
  'src/cashier/parts/return-label.tsx',
  'src/cashier/read-step.ts',
  'src/cashier/secret-entry/load.ts',
  'src/cashier/secret-entry/window.ts',
];
