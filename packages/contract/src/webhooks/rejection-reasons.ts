import { type Coded, readCoded } from "../text/coded.ts";

/**
 * Why a call of the webhook route was rejected. `wrong_mode`: signed, but a live event in a test shop, or the reverse. `wrong_account`: signed,
 * but about a connected account.
 */
export const rejectionReasons = [
  "no_signature",
  "wrong_signature",
  "too_old",
  "too_large",
  "malformed",
  "wrong_mode",
  "wrong_account",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** Reads a stored reason, with the message of the signature check. */
export function readRejectionReason(stored: string): Coded<RejectionReason> {
  return readCoded(rejectionReasons, stored);
}
