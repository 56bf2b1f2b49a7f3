/** In which order those are served who came before a drop's opening: as they came, or drawn by lot. Later ones come after them. */
export const dropOrders = ["arrival", "lot"] as const;
export type DropOrder = (typeof dropOrders)[number];

export const dropStates = ["open", "paused", "closed"] as const;
export type DropState = (typeof dropStates)[number];

/** A place in the line: `started` with the checkout, `lapsed` when the turn was over before. */
export const dropEntryStates = ["waiting", "admitted", "started", "lapsed", "left"] as const;
export type DropEntryState = (typeof dropEntryStates)[number];

/** Why nobody of a line can be let in. `kept`: what is free is kept for those whose turn it is. `moving`: it moves just now. */
export type LetInRefusal = "nobody_waits" | "not_shown" | "not_open" | "nothing_left" | "kept" | "moving";

export const dropLimits = {
  startMinutes: { least: 1, most: 60 },
  perPerson: { least: 1, most: 20 },
  /** How many staff let in at once. */
  letIn: 1_000,
} as const;
