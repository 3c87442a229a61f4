/** Loaded into the BFF by --import: SIGUSR2 collects garbage and adds a line to HEAP_FILE. */
import { appendFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (!collect) throw new Error('start with --expose-gc');
  // Twice: what finalizers let go in the first goes in the second.
  collect();
  collect();
  appendFileSync(process.env['HEAP_FILE'] ?? '', JSON.stringify(process.memoryUsage()) + '\n');
});
