import { minorDigits } from "@dualtrack/contract";
import type { ProductKind } from "@dualtrack/db";
import { maxMetadataValue } from "./metadata-text.ts";

/** A line as far as it says what kind of thing was bought. */
interface BoughtLine {
  kind: ProductKind;
  quantity: number;
  /** Less discounts, in minor units. */
  amount: number;
}

/** What a payment of one kind of things alone is called. */
const wordOfKind: Record<ProductKind, string> = {
  physical: "goods_only",
  digital: "beats_only",
  service: "reservation_payment",
};

/**
 * What was bought, for people who read Stripe's dashboard: `beats_only`, `reservation_payment`, `goods_only` or `mixed_cart`, by which
 * payments can be searched there, and units and sum of each kind. The shop does not read it.
 */
export function boughtMetadata(lines: readonly BoughtLine[], currency: string): Record<string, string> {
  const kinds = [...new Set(lines.map(({ kind }) => kind))].sort();
  const [only] = kinds;
  const parts = kinds.map((kind) => {
    const ofKind = lines.filter((line) => line.kind === kind);
    const units = ofKind.reduce((sum, { quantity }) => sum + quantity, 0);
    const amount = ofKind.reduce((sum, line) => sum + line.amount, 0);
    const digits = minorDigits(currency);
    return `${units} ${kind} ${(amount / 10 ** digits).toFixed(digits)} ${currency.toUpperCase()}`;
  });
  return {
    dualtrack_bought: only === undefined || kinds.length > 1 ? "mixed_cart" : wordOfKind[only],
    dualtrack_contents: parts.join(", ").slice(0, maxMetadataValue),
  };
}
