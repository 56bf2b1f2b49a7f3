import { readFileSync } from "node:fs";
import { Prisma, RefundState, ReservationState, type Tx } from "@dualtrack/db";
import { expect } from "vitest";
import { checkoutMoves } from "../../../commerce/src/checkouts/states.ts";
import { orderMoves } from "../../../commerce/src/orders/states.ts";
import { recordRefund } from "../../../commerce/src/refunds/record-refund.ts";
import { test } from "../test.ts";
import { buy, readyToPay, runJobs, stockedVariant, type TestShop } from "../test-shop.ts";
import { deadEnds, exploreSales, forbidden } from "./explore.ts";
import { withPicture } from "./picture.ts";
import { type Noun, saleKey } from "./sale.ts";

const space = exploreSales();

/** The moves of a noun that some rule makes, as `from to`, sorted. */
function movesOf(noun: Noun): string[] {
  const moves = space.transitions
    .filter(({ from, to }) => from[noun] !== to[noun] && from[noun] !== "none")
    .map(({ from, to }) => `${from[noun]} ${to[noun]}`);
  return [...new Set(moves)].sort();
}

const movesIn = (table: Record<string, readonly string[]>) =>
  Object.entries(table)
    .flatMap(([from, all]) => all.map((to) => `${from} ${to}`))
    .sort();

test("no state that a sale can come to is forbidden", () => {
  for (const [reason, is] of forbidden)
    expect([...space.sales.values()].filter(is).map(saleKey), reason).toEqual([]);
});

test("from each state that a sale can come to, it can be brought to an end", () => {
  expect(deadEnds(space).map(saleKey)).toEqual([]);
});

test("the rules move checkouts as the code's table does", () => {
  // A checkout that nobody has pressed Pay for is cancelled when its time is over, as it has no payment to expire.
  expect(movesOf("checkout")).toEqual(movesIn(checkoutMoves).filter((move) => move !== "open expired"));
});

test("the rules move orders as the code's table does", () => {
  expect(movesOf("order")).toEqual(movesIn(orderMoves));
});

/** Tries something, and takes it back. Answers whether the database and the code let it happen. */
async function isPossible(shop: TestShop, attempt: (tx: Tx) => Promise<boolean>): Promise<boolean> {
  const undone = new Error("undone");
  let did = false;
  await shop.db
    .$transaction(async (tx) => {
      did = await attempt(tx);
      throw undone;
    })
    .catch((error) => {
      if (error !== undone && !(error instanceof Prisma.PrismaClientKnownRequestError)) throw error;
    });
  return did;
}

/** The pairs of different states between which a move is possible, as `from to`, sorted. */
async function possibleMoves<State extends string>(
  states: readonly State[],
  canMove: (from: State, to: State) => Promise<boolean>,
): Promise<string[]> {
  const moves: string[] = [];
  for (const from of states)
    for (const to of states) if (from !== to && (await canMove(from, to))) moves.push(`${from} ${to}`);
  return moves.sort();
}

test("the rules move reservations as the database lets them", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id } = await readyToPay(shop, { [record]: 1 });
  const move = (tx: Tx, to: ReservationState) =>
    tx.$executeRaw`
      update reservation set state = ${to}::reservation_state, ended_at = now() where checkout_id = ${id}::uuid`;
  const possible = await possibleMoves(Object.values(ReservationState), (from, to) =>
    isPossible(shop, async (tx) => {
      if (from !== "held") await move(tx, from);
      return (await move(tx, to)) === 1;
    }),
  );
  // Why it has ended could be corrected by hand.
  expect(possible.filter((each) => !["expired released", "released expired"].includes(each))).toEqual(
    movesOf("reservation"),
  );
});

/** The model's state for each of ours. */
const modelled: Record<RefundState, string> = {
  requested: "requested",
  pending: "pending",
  requires_action: "pending",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
};

test("the rules move a refund as the code does, whatever Stripe reports", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const payment = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { currency } = payment;
  const possible = await possibleMoves(Object.values(RefundState), async (from, state) => {
    if (state === "requested") return false; // Stripe reports none that it does not have
    return isPossible(shop, async (tx) => {
      const row = {
        paymentIntentId,
        amount: 1,
        currency,
        reason: "other",
        createdAt: shop.clock.now(),
      } as const;
      const sent = from === "requested" ? {} : { stripeRefundId: "re_moved" };
      const { id } = await tx.refund.create({ data: { ...row, ...sent, state: from } });
      const ours = { refundId: id, requestedBy: null, note: null, reason: null, lines: [] };
      const facts = { stripeRefundId: "re_moved", amount: 1, currency, state, failureReason: null, ours };
      const reported = { ...facts, reason: null, createdAt: row.createdAt };
      return (await recordRefund(tx, { payment, facts: reported })) !== null;
    });
  });
  const ofModel = possible
    .map((move) => move.split(" ").map((state) => modelled[state as RefundState]))
    .filter(([from, to]) => from !== to)
    .map((pair) => pair.join(" "));
  // Another refund that follows.
  const isNew = (move: string) => move.endsWith(" requested");
  expect([...new Set(ofModel)].sort()).toEqual(movesOf("refund").filter((move) => !isNew(move)));
});

test("the pictures in ARCHITECTURE.md are those of the model: node scripts/draw-states.ts draws them anew", () => {
  const page = readFileSync(new URL("../../../../ARCHITECTURE.md", import.meta.url), "utf8");
  expect(withPicture(page)).toBe(page);
});
