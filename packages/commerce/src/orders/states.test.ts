import { checkoutStates, orderStates } from "@dualtrack/contract";
import { CheckoutState, OrderState } from "@dualtrack/db";
import { expect, test } from "vitest";
import { checkoutMoves } from "../checkouts/states.ts";
import { orderMoves } from "./states.ts";

test.each([
  ["order", orderMoves, "processing"],
  ["checkout", checkoutMoves, "open"],
] as const)(
  "every state of an %s can be reached",
  (_noun, moves: Record<string, readonly string[]>, first) => {
    const reached = new Set<string>([first]);
    for (const state of reached) for (const next of moves[state] ?? []) reached.add(next);
    expect([...reached].sort()).toEqual(Object.keys(moves).sort());
  },
);

test("a confirmed order never becomes provisional again", () => {
  const after = new Set<string>(["confirmed"]);
  for (const state of after) for (const next of orderMoves[state as keyof typeof orderMoves]) after.add(next);
  expect([...after].sort()).toEqual(["cancelled", "completed", "confirmed"]);
});

test("the browser's state names are the database's", () => {
  expect([...orderStates].sort()).toEqual(Object.values(OrderState).sort());
  expect([...checkoutStates].sort()).toEqual(Object.values(CheckoutState).sort());
});
