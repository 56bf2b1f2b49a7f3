/**
 * - `draft`: it was never sent, so nothing is reserved
 * - `waiting`: its goods are reserved until the customer pays by the link
 * - `ordered`: the customer has paid, or their bank decides
 * - `expired`: nobody paid in time; the goods are free
 * - `cancelled`: staff gave it up
 */
export const draftOrderStates = ["draft", "waiting", "ordered", "expired", "cancelled"] as const;
export type DraftOrderState = (typeof draftOrderStates)[number];
