import type { FulfilmentState } from "@dualtrack/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fulfilmentStateOf, type LineProgress } from "./fulfilment-state.ts";
import { type LineQuantities, openQuantity, shippedProgress } from "./line-quantities.ts";

const line = (bought: number, withdrawn = 0, shipped = 0, delivered = 0): LineQuantities => ({
  bought,
  withdrawn,
  shipped,
  delivered,
});

const stateOf = (lines: LineQuantities[]) => fulfilmentStateOf(lines.map(shippedProgress));

test.each<[FulfilmentState, string, LineQuantities[]]>([
  ["unfulfilled", "nothing has left", [line(2), line(1)]],
  ["unfulfilled", "nothing has left, and some of it was refunded", [line(2, 1), line(1, 1)]],
  ["not_required", "nothing has left, and all of it was refunded", [line(2, 2), line(1, 1)]],
  ["partly_shipped", "one piece of two has left", [line(2, 0, 1)]],
  ["partly_shipped", "one line of two has left", [line(1, 0, 1), line(1)]],
  ["partly_shipped", "what has left has arrived, but some is still here", [line(2, 0, 1, 1)]],
  ["shipped", "all has left", [line(2, 0, 2), line(1, 0, 1)]],
  ["shipped", "what has not left was refunded", [line(2, 1, 1), line(1, 1)]],
  ["shipped", "one parcel of two has arrived", [line(2, 0, 2, 1)]],
  ["shipped", "all has left, and some of it was given back afterwards", [line(2, 1, 2)]],
  ["delivered", "all has arrived", [line(2, 0, 2, 2)]],
  ["delivered", "what was not refunded has arrived", [line(2, 0, 2, 2), line(3, 3)]],
  ["delivered", "all has arrived, and all of it was given back afterwards", [line(2, 2, 2, 2)]],
])("an order is %s when %s", (state, _when, lines) => {
  expect(stateOf(lines)).toBe(state);
});

/** Lines of a kind that is not shipped: done at once, and one that still has to take place. */
const done: LineProgress = { isOpen: false, hasLeft: true, hasArrived: true };
const toCome: LineProgress = { isOpen: true, hasLeft: false, hasArrived: true };

test.each<[FulfilmentState, string, LineProgress[]]>([
  ["delivered", "its one line is done in its own way", [done]],
  ["unfulfilled", "its one line is still to come", [toCome]],
  ["partly_shipped", "one line is done, and a record has not left", [done, shippedProgress(line(1))]],
  [
    "partly_shipped",
    "the record has arrived, and another line is still to come",
    [shippedProgress(line(1, 0, 1, 1)), toCome],
  ],
  ["shipped", "one line is done, and the record is on its way", [done, shippedProgress(line(1, 0, 1))]],
  ["delivered", "each line is done in its own way", [done, shippedProgress(line(1, 0, 1, 1))]],
  [
    "delivered",
    "one line is done, and the record was given back before it left",
    [done, shippedProgress(line(1, 1))],
  ],
])("an order of two kinds is %s when %s", (state, _when, lines) => {
  expect(fulfilmentStateOf(lines)).toBe(state);
});

const upTo10 = fc.nat(10);
const anyLine = fc
  .tuple(fc.integer({ min: 1, max: 10 }), upTo10, upTo10, upTo10)
  .map(([bought, withdrawn, left, arrived]) => {
    const shipped = Math.min(bought, left);
    return line(bought, Math.min(bought, withdrawn), shipped, Math.min(shipped, arrived));
  });
const anyOrder = fc.array(anyLine, { minLength: 1, maxLength: 5 });
const rank: FulfilmentState[] = ["unfulfilled", "not_required", "partly_shipped", "shipped", "delivered"];
const rankOf = (lines: LineQuantities[]) => rank.indexOf(stateOf(lines));

test("neither a refund nor an arrival takes an order back", () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(), (order, pick) => {
      const at = pick % order.length;
      const changed = (change: (line: LineQuantities) => LineQuantities) =>
        order.map((candidate, index) => (index === at ? change(candidate) : candidate));
      const refunded = changed((old) => ({ ...old, withdrawn: Math.min(old.bought, old.withdrawn + 1) }));
      expect(rankOf(refunded)).toBeGreaterThanOrEqual(rankOf(order));
      const arrived = changed((old) => ({ ...old, delivered: Math.min(old.shipped, old.delivered + 1) }));
      expect(rankOf(arrived)).toBeGreaterThanOrEqual(rankOf(order));
    }),
  );
});

test("shipping all that is open, whatever was refunded, leaves nothing open", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const shipped = order.map((old) => ({ ...old, shipped: old.shipped + openQuantity(old) }));
      expect(shipped.every((each) => openQuantity(each) === 0 && each.shipped <= each.bought)).toBe(true);
      expect(["not_required", "shipped", "delivered"]).toContain(stateOf(shipped));
    }),
  );
});
