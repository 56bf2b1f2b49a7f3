/** One kind of thing that somebody should look at, in words, and the way there. Paths are inside the console. */
export interface Concern {
  title: string;
  count: number;
  /** Where all of them are. */
  path: string;
  /** When the oldest began. */
  since?: string | null;
  /** What it means, or what to do. */
  note?: string;
  examples: { label: string; detail?: string; path?: string }[];
  /** Nothing is wrong: it is only worth knowing. */
  isMinor?: boolean;
}
