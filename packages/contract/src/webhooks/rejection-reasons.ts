import { type Coded, readCoded } from "../text/coded.ts";

/** Why a call of the webhook route was not believed. */
export const rejectionReasons = ["no_signature", "wrong_signature", "too_old", "malformed"] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** A reason as the database keeps it, with what the check of the signature said. */
export function readRejectionReason(kept: string): Coded<RejectionReason> {
  return readCoded(rejectionReasons, kept);
}
