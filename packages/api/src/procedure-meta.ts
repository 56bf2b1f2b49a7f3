/** What the host must know of a procedure before it reads the body. */
export interface ProcedureMeta {
  /** The most bytes that one call may send; `defaultBodyBytes` if it is left out. */
  maxBodyBytes?: number;
  /** Takes a form with a file, from staff only. */
  takesFile?: boolean;
}

/** Enough for a whole checkout with the longest names and addresses, every character of it escaped. */
export const defaultBodyBytes = 16 * 1024;

/** Enough for selections and notes of staff. */
export const staffBodyBytes = 64 * 1024;

/** Enough for a product with a hundred variants. */
export const productBodyBytes = 512 * 1024;

/** Enough for a zone with the most areas, methods and bands that it takes. */
export const shippingBodyBytes = 1024 * 1024;

/** Enough for the most rates and registrations of tax. */
export const taxBodyBytes = 256 * 1024;

/** Enough for all of a dispute's evidence, every character of it escaped. */
export const evidenceBodyBytes = 1024 * 1024;

/** The form around a file. */
export const formBytes = 64 * 1024;
