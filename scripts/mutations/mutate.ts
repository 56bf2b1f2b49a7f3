import type { Mutation } from "./mutations.ts";

/** The file's text with the mutation. Throws if its place is not there, or is there twice. */
export function mutate(text: string, { file, from, to }: Pick<Mutation, "file" | "from" | "to">): string {
  const parts = text.split(from);
  if (parts.length !== 2)
    throw new Error(`${file} has ${parts.length - 1} times what a mutation changes: ${from}`);
  return parts.join(to);
}
