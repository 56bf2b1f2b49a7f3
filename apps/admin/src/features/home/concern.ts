/** One kind of thing that needs attention, with its texts and the way there. Paths are inside the console. */
export interface Concern {
  title: string;
  count: number;
  /** Where all of them are listed. */
  path: string;
  /** When the oldest began. */
  since?: string | null;
  /** What it means, or what to do. */
  note?: string;
  examples: { label: string; detail?: string; path?: string }[];
  /** Nothing is wrong: it is only good to know. */
  isMinor?: boolean;
}
