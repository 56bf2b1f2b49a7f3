import { expect, test } from "vitest";
import {
  type CancelPartChoice,
  cancelPartSentences,
  type chargeWithout,
  leavesNothing,
  planCancelPart,
} from "./cancel-part-plan.ts";

const eur = (amount: number) => ({ amount, currency: "eur" });
type Order = Parameters<typeof chargeWithout>[0];
const line = (id: string, productTitle: string, openQuantity: number) =>
  ({
    ...{ id, productTitle, variantTitle: "", openQuantity, shippedQuantity: 0 },
    ...{ refundAmounts: [0, 967, 1_933, 2_899], stock: { onHand: 1, reserved: 0 } },
  }) as Order["lines"][number];
const order: Order = {
  lines: [line("a", "Parallel Lines", 3), line("b", "Record Bag", 1)],
  payment: { authorization: { money: eur(4_456) } } as Order["payment"],
  ...{ total: eur(4_456), uncaptured: eur(0), charge: null },
};
const choice = (quantities: Record<string, number>, restock = {}): CancelPartChoice => ({
  ...{ quantities, restock, note: "" },
});

test("units are cancelled at the price that was to be paid for them, and go back in stock unless it is said that they don't", () => {
  const planned = planCancelPart(order, choice({ a: 2, b: 1 }, { b: false }));
  expect(planned).toEqual([
    { orderLineId: "a", quantity: 2, restock: true },
    { orderLineId: "b", quantity: 1, restock: false },
  ]);
  expect(cancelPartSentences(order, planned)).toEqual([
    "Cancel 2 × “Parallel Lines” and 1 × “Record Bag”: €15.56 are charged instead of €44.56.",
    "2 × “Parallel Lines”: back in stock at once.",
  ]);
  expect(leavesNothing(order, planned)).toBe(false);
});

test("of an order that was released nothing was charged, whatever is cancelled", () => {
  const charge = { state: "none" as const, money: eur(0), taxes: [] };
  const released: Order = { ...order, payment: null, charge };
  const planned = planCancelPart(released, choice({ b: 1 }));
  expect(cancelPartSentences(released, planned)[0]).toBe(
    "Cancel 1 × “Record Bag”: nothing was charged for it.",
  );
  expect(leavesNothing(released, planned)).toBe(false);
});

test("what another person has cancelled meanwhile is not cancelled again", () => {
  const shrunk = { ...order, lines: [line("a", "Parallel Lines", 1)] };
  expect(planCancelPart(shrunk, choice({ a: 3, b: 1 }))).toEqual([
    { orderLineId: "a", quantity: 1, restock: true },
  ]);
  expect(planCancelPart(order, choice({}))).toEqual([]);
  expect(cancelPartSentences(order, [])).toEqual(["Nothing is chosen yet.", ""]);
});

test("all of it is not a part, nor is a rest that costs nothing", () => {
  expect(leavesNothing(order, planCancelPart(order, choice({ a: 3, b: 1 })))).toBe(true);
  const cheap: Order = { ...order, payment: { authorization: { money: eur(2_899) } } as Order["payment"] };
  expect(leavesNothing(cheap, planCancelPart(cheap, choice({ a: 3 })))).toBe(true);
});
