/** Escapes `%`, `_` and `\` for a `like` pattern, or for Prisma's `contains` and `startsWith`. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
