/** Something the command palette offers. */
export interface PaletteItem {
  id: string;
  group: string;
  label: string;
  /** Stands beside the label: who, how much. */
  detail?: string | undefined;
  /** How it is reached without the palette. */
  hint?: string | undefined;
  run: () => void;
}

/** Whether every word that was typed begins a word of the item's label. */
export function matches({ label }: PaletteItem, text: string): boolean {
  const words = label.toLowerCase().split(/\W+/);
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}
