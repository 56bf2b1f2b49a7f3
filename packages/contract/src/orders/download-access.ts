/**
 * Whether a customer may download the files of a line. `waiting`: the order is not confirmed yet. `ended`: it was cancelled, or not
 * paid. `disputed`: the bank has the money until it decides. `revoked`: staff have taken it back.
 */
export type DownloadAccess =
  | "waiting"
  | "open"
  | "ended"
  | "refunded"
  | "disputed"
  | "dispute_lost"
  | "revoked";
