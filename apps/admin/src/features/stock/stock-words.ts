import {
  type StaffRole,
  type StockCorrectionReason,
  type StockListName,
  type StockMovementKind,
  type StockSort,
  stockCorrectionReasons,
} from "@dualtrack/contract";
import { readOneOf } from "../../search-params.ts";
import type { StockLevel, StockMovement } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

export const levelLooks: Record<StockLevel["level"], { tone: Tone; word: string }> = {
  enough: { tone: "good", word: "In stock" },
  low: { tone: "wait", word: "Low" },
  out: { tone: "bad", word: "Sold out" },
};

export const listWords: Record<StockListName, string> = { all: "All", low: "Low", out: "Sold out" };

export const sortWords: Record<StockSort, string> = {
  product: "By product",
  free: "Fewest free first",
  held: "Most held first",
  on_hand: "Most on hand first",
};

export const kindWords: Record<StockMovementKind, string> = {
  receive: "Received",
  sell: "Sold",
  return: "Put back",
  adjust: "Corrected",
};

export const correctionWords: Record<StockCorrectionReason, string> = {
  counted: "Counted anew",
  damaged: "Damaged",
  lost: "Lost or stolen",
  found: "Found again",
  given_away: "Given away or used",
  other: "Another reason",
};

/** Why something moved: the words of a correction's reason, or what the shop itself wrote. */
export function reasonOf({ reason }: Pick<StockMovement, "reason">): string | null {
  const known = readOneOf(reason, stockCorrectionReasons);
  return known === undefined ? reason : correctionWords[known];
}

export function signed(quantity: number): string {
  return quantity < 0 ? `−${-quantity}` : `+${quantity}`;
}

export function whyNotStock(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change stock." : null;
}
