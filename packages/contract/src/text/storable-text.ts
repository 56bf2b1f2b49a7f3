/**
 * Whether the database can keep every text in a value that came as JSON: PostgreSQL takes no NUL, and half of a
 * surrogate pair is no character.
 */
export function isStorable(value: unknown): boolean {
  const left = [value]; // and no calls within calls: however deep it nests
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" && (!next.isWellFormed() || next.includes("\0"))) return false;
    if (next !== null && typeof next === "object") for (const part of Object.values(next)) left.push(part);
  }
  return true;
}
