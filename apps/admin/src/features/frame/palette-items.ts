/** An entry of the command palette. */
export interface PaletteItem {
  id: string;
  group: string;
  label: string;
  /** Stands beside the label: a customer's name, an amount. */
  detail?: string | undefined;
  /** The shortcut that does the same. */
  hint?: string | undefined;
  run: () => void;
}

/** Whether each typed word is the beginning of a word of the item's label. */
export function matches({ label }: PaletteItem, text: string): boolean {
  const words = label.toLowerCase().split(/\W+/);
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}
