/** Text for a `like` pattern, or for Prisma's `contains` and `startsWith`, in which `%`, `_` and `\` mean themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
