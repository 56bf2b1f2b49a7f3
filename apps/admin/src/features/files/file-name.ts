import { maxFileName } from "@dualtrack/contract";

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A file's own name, as the shop takes it: shortened before its ending, between two characters as people see them. */
export function fileNameFor(own: string): string {
  const plain = own.replaceAll(/[/\\\p{Cc}\p{Cs}]/gu, "_").trim();
  if (plain.length <= maxFileName) return plain;
  const ending = /\.\w{1,8}$/.exec(plain)?.[0] ?? "";
  let start = "";
  for (const { segment } of characters.segment(plain.slice(0, plain.length - ending.length))) {
    if (start.length + segment.length + ending.length > maxFileName) break;
    start += segment;
  }
  return `${start}${ending}`;
}
