import {
  goodsMovementReasons,
  type StaffRole,
  type StockListName,
  type StockMovementKind,
  type StockSort,
  stockCorrectionReasons,
} from "@dualtrack/contract";
import { movementReasonLabels } from "../../labels.ts";
import { readOneOf } from "../../search-params.ts";
import type { StockLevel, StockMovement } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

export const levelBadges: Record<StockLevel["level"], { tone: Tone; label: string }> = {
  enough: { tone: "good", label: "In stock" },
  low: { tone: "wait", label: "Low" },
  out: { tone: "bad", label: "Sold out" },
};

export const listLabels: Record<StockListName, string> = { all: "All", low: "Low", out: "Sold out" };

export const sortLabels: Record<StockSort, string> = {
  product: "By product",
  free: "Fewest free first",
  held: "Most held first",
  on_hand: "Most on hand first",
};

export const kindLabels: Record<StockMovementKind, string> = {
  receive: "Received",
  sell: "Sold",
  return: "Put back",
  adjust: "Corrected",
};

/** Why units moved; a text that an older version stored is shown as it is. */
export function reasonOf({ reason }: Pick<StockMovement, "reason">): string | null {
  const known = readOneOf(reason, [...stockCorrectionReasons, ...goodsMovementReasons]);
  return known === undefined ? reason : movementReasonLabels[known];
}

export function signed(quantity: number): string {
  return quantity < 0 ? `−${-quantity}` : `+${quantity}`;
}

export function stockDisabledReason(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change stock." : null;
}
