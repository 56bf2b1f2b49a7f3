/**
 * Whether the database can keep every text in a value that came as JSON: PostgreSQL takes no NUL, and half of a
 * surrogate pair is no character.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (Array.isArray(value)) return value.every(isStorable);
  if (value === null || typeof value !== "object") return true;
  return Object.values(value).every(isStorable);
}
