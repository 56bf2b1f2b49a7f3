/** One thing that the books say and that breaks a promise. */
export interface Violation {
  /** Which of the five promises is broken, and how. */
  promise: 1 | 2 | 3 | 4;
  problem: string;
  row: Record<string, unknown>;
}
