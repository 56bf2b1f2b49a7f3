import { type Coded, readCoded } from "../text/coded.ts";

/** Why a call of the webhook route was rejected. */
export const rejectionReasons = ["no_signature", "wrong_signature", "too_old", "malformed"] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** Reads a stored reason, with the message of the signature check. */
export function readRejectionReason(stored: string): Coded<RejectionReason> {
  return readCoded(rejectionReasons, stored);
}
