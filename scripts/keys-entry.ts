/** The key check page with the same polyfills as the cashier: src/tv may not import them itself. */
import '../src/cashier/polyfills.ts';
import './keys-polyfills.ts';
import '../src/tv/keys-page.tsx';
