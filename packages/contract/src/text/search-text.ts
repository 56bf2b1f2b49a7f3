import { oneLine, typedText } from "./typed-text.ts";

/** The text of a search field. */
export const searchText = typedText.max(200).regex(oneLine);
