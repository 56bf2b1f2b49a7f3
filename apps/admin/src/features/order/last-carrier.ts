import { knownCarriers } from "@dualtrack/contract";

/** The carrier chosen last: a person who packs many orders in a row chooses it once. */
export const lastCarrier = { name: knownCarriers[0] ?? "" };
