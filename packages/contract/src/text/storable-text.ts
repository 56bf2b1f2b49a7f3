/**
 * Whether PostgreSQL can store every text in a value parsed from JSON: it refuses NUL and lone surrogates.
 */
export function isStorable(value: unknown): boolean {
  const left = [value]; // a list instead of recursion: the nesting may be deep
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" && (!next.isWellFormed() || next.includes("\0"))) return false;
    if (next !== null && typeof next === "object") for (const part of Object.values(next)) left.push(part);
  }
  return true;
}
