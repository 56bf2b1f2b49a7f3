/** A row that violates one of the promises of ARCHITECTURE.md. */
export interface Violation {
  /** The number of the promise. */
  promise: 1 | 2 | 3 | 4;
  problem: string;
  row: Record<string, unknown>;
}
