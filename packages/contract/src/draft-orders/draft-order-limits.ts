import { settingsLimits } from "../settings/settings-limits.ts";

/** Bounds of an order that staff write for a customer. */
export const draftOrderLimits = {
  lines: 200,
  /** Units of one line. */
  quantity: 1_000,
  /** Characters of the reason for a discount of its own: the customer reads it on page, mail and invoice. */
  reason: 80,
  /** Characters of what staff tell the customer. */
  message: 500,
  /** How long goods are reserved, in minutes. */
  holdMinutes: settingsLimits.draftHoldMinutes,
} as const;
