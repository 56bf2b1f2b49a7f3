const pattern = /^\s*m[\s.#-]*0*(\d{1,9})\s*$/i;

/** A message's number as customers and staff quote it: `M-17`. */
export function formatMessageNumber(number: number): string {
  return `M-${number}`;
}

/** The number in any spelling: `M-17`, `m 17`, `m17`. Null for anything else. */
export function readMessageNumber(typed: string): number | null {
  const digits = pattern.exec(typed)?.[1];
  return digits === undefined ? null : Number(digits);
}
