import { manyLines, oneLine, typedText } from "./typed-text.ts";

/** A trimmed text on one line. `label` begins its error messages. */
export const line = (label: string, max: number) =>
  typedText
    .max(max, `${label} is too long: at most ${max} characters`)
    .regex(oneLine, `${label} has a character that can't be used`);

export const filledLine = (label: string, max: number) => line(label, max).min(1, `${label} is missing`);

/** A trimmed text on several lines. */
export const lines = (label: string, max: number) =>
  typedText
    .max(max, `${label} is too long: at most ${max} characters`)
    .regex(manyLines, `${label} has a character that can't be used`);
