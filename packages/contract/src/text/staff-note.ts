import { manyLines, typedText } from "./typed-text.ts";

/** The note of a staff action. */
export const staffNote = typedText
  .max(1_000, "The note is too long: at most 1000 characters")
  .regex(manyLines, "The note has a character that can't be used");
