/** Refusal codes as format 1 stored them, and the reasons they stand for. Frozen. Source: docs/channels.md 3.6. */
export function reasonOfFormat1(code: string): string {
  if (code === '64') return 'funds';
  return 'declined';
}
