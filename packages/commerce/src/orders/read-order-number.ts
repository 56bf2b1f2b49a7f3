/** The number of an order in any writing: `DT-1069`, `dt 1069`, `#1069`, `1069`. Null for anything else. */
export function readOrderNumber(typed: string): number | null {
  const number = /^(?:#\s*)?(?:dt[\s#-]*)?0*(\d{1,9})$/i.exec(typed.trim())?.[1];
  return number === undefined ? null : Number(number);
}
