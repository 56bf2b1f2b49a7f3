import { knownCarriers } from "@dualtrack/contract";

/** Who took the parcel before: whoever packs many in a row chooses once. */
export const lastCarrier = { name: knownCarriers[0] ?? "" };
