/** What the host must know of a procedure before it reads what is sent to it. */
export interface ProcedureMeta {
  /** The most bytes that one call may bring; `defaultBodyBytes` where nothing is said. */
  maxBodyBytes?: number;
  /** Takes a form with a file, from staff. */
  takesFile?: boolean;
}

/** A whole checkout of the longest names and addresses, every character of it escaped. */
export const defaultBodyBytes = 16 * 1024;

/** Selections and notes of staff. */
export const staffBodyBytes = 64 * 1024;

/** A product with a hundred variants. */
export const productBodyBytes = 512 * 1024;

/** All of a dispute's evidence, every character of it escaped. */
export const evidenceBodyBytes = 1024 * 1024;

/** The form around a file. */
export const formBytes = 64 * 1024;
