/** How a benchmark's or a trial's output must end. */

const isResult = (line: string): boolean => {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && ('bench' in value || 'trial' in value);
  } catch {
    return false;
  }
};

/** Exactly one line is JSON with the key `bench` or `trial`, and it is the last; undefined when that holds. */
export function lastLineFault(stdout: string): string | undefined {
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const results = lines.filter(isResult).length;
  if (results !== 1) return 'printed ' + results + ' JSON lines with "bench" or "trial" instead of one';
  return isResult(lines.at(-1) ?? '') ? undefined : 'the JSON line is not the last';
}
