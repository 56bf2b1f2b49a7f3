import { oneLine, typedText } from "./typed-text.ts";

/** What somebody searches by. */
export const searchText = typedText.max(200).regex(oneLine);
