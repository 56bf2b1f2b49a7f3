import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

/** Time after the last key before a search is sent, in ms. */
const typingMs = 250;

/** The text to search for, once nobody has typed for a moment; empty: nothing is searched. */
export function useSearch() {
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text.trim(), typingMs);
  return { q: settled, isTyping: settled !== text.trim(), onSearch: setText };
}
