/** Days and months in Beijing: what is bought by the month ends at midnight there, wherever a box or server stands. */
const DAY_MS = 24 * 3_600_000;
const BEIJING_MS = 8 * 3_600_000;

const parts = (at_ms: number): { year: number; month: number; day: number } => {
  const date = new Date(at_ms + BEIJING_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
};

/** Midnight at which the day of an instant begins. */
export function startOfDay(at_ms: number): number {
  return Math.floor((at_ms + BEIJING_MS) / DAY_MS) * DAY_MS - BEIJING_MS;
}

/** Midnight `months` after the day of an instant; in a shorter month its last day. */
export function addMonths(at_ms: number, months: number): number {
  const { year, month, day } = parts(at_ms);
  const last = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate();
  return Date.UTC(year, month + months, Math.min(day, last)) - BEIJING_MS;
}

/** "2026年7月12日" */
export function dateText(at_ms: number): string {
  const { year, month, day } = parts(at_ms);
  return year + '年' + (month + 1) + '月' + day + '日';
}

/** "2026年7月12日 至 8月11日": until_ms is the midnight after the last day. */
export function periodText(from_ms: number, until_ms: number): string {
  const [first, last] = [parts(from_ms), parts(until_ms - 1)];
  const year = first.year === last.year ? '' : last.year + '年';
  return dateText(from_ms) + ' 至 ' + year + (last.month + 1) + '月' + last.day + '日';
}
