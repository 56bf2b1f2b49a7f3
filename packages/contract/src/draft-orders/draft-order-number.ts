/** The number of a draft order for staff, e.g. `D-7`. */
export function formatDraftOrderNumber(number: number): string {
  return `D-${number}`;
}

/** The number in any spelling: `D-7`, `d 7`, `7`. Null for anything else. */
export function readDraftOrderNumber(typed: string): number | null {
  const digits = /^(?:d[\s-]*)?0*(\d{1,9})$/i.exec(typed.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}
