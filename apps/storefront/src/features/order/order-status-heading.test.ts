import { expect, test } from "vitest";
import type { OrderView } from "../../server/trpc.ts";
import { orderStatus } from "./order-status-heading.ts";
import { refundText } from "./refund-text.ts";

const sum = { amount: 2_590, currency: "eur" };
const method = { type: "card", label: "Visa", last4: "4242" };
const order = {
  state: "confirmed",
  paymentState: "paid",
  fulfilmentState: "unfulfilled",
  email: "ada@example.com",
  total: sum,
  uncaptured: { amount: 0, currency: "eur" },
  method,
  bank: null,
  timeline: [],
  refunds: [{ id: "1", amount: sum, state: "failed", method, at: "2026-11-28T12:00:00Z" }],
  lines: [],
  goodsWait: true,
} as unknown as OrderView;

test("after a full refund that failed the page says one thing: the money is the customer's, and the goods stay here", () => {
  const { text } = orderStatus(order, false);
  expect(text).toContain("it is still yours, see below. Until you have it, we keep the goods here.");
  expect(text).not.toMatch(/we pack it|want the goods/);
  expect(order.refunds.map(refundText).join()).toContain("it is yours");
});

test("a failed refund that keeps no goods back does not stop the parcel", () => {
  expect(orderStatus({ ...order, goodsWait: false }, false).text).toContain("Next we pack it");
});

const booked = (...freed: boolean[]) =>
  ({
    ...order,
    fulfilmentState: "not_required",
    goodsWait: false,
    refunds: [],
    lines: freed.map((isFreed) => ({
      kind: "service",
      booking: {
        startsAt: "2031-06-10T11:00:00Z",
        endsAt: "2031-06-10T12:00:00Z",
        resource: "Studio",
        isFreed,
      },
    })),
  }) as unknown as OrderView;

test("only who still has a time is looked forward to; of a refunded booking the page says that it is none any more", () => {
  const kept = orderStatus(booked(false), false);
  expect(kept.title).toBe("Confirmed");
  expect(kept.text).toContain("We look forward to seeing you.");
  expect(orderStatus(booked(true, false), false).text).toContain("We look forward to seeing you.");
  const refunds = [{ id: "1", amount: sum, state: "sent", method, at: "2026-11-28T12:00:00Z" }];
  const { title, text } = orderStatus({ ...booked(true), refunds } as OrderView, false);
  expect(title).toBe("Your booking is cancelled");
  expect(text).toContain("The time that you booked is not booked any more. We sent €25.90 back");
  expect(text).not.toContain("look forward");
  expect(orderStatus(booked(true, true), false).text).toContain("The times that you booked are not");
});

test("an unpaid order of files has no goods", () => {
  for (const heldUntil of [null, "2031-06-10T12:00:00Z"]) {
    const { text } = orderStatus({ ...order, state: "failed", heldUntil }, false);
    expect(text).toContain("reserve your order");
    expect(text).not.toContain("goods");
  }
});

test("what is reserved is not said to be paid", () => {
  const reserved = { ...order, paymentState: "authorized", refunds: [], goodsWait: false } as OrderView;
  const { text } = orderStatus(reserved, false);
  expect(text).toContain("€25.90 reserved on Visa 4242, and charged when your order ships.");
  expect(text).toContain("We write to you when it ships.");
  expect(text).not.toContain("paid");
});

test("an order of several kinds says what becomes of each", () => {
  const [day, past] = [new Date(Date.now() + 400 * 86_400_000), new Date(Date.now() - 86_400_000)];
  const booking = (startsAt: Date, isFreed = false) => ({
    kind: "service",
    booking: { startsAt: startsAt.toISOString(), endsAt: startsAt.toISOString(), isFreed },
  });
  const mixed = (part: object, ...more: object[]) =>
    ({
      ...{ ...order, goodsWait: false, refunds: [] },
      ...{
        lines: [{ kind: "physical" }, { kind: "digital" }, ...more],
        downloads: [{ access: "open" }],
        ...part,
      },
    }) as unknown as OrderView;
  const textOf = (of: OrderView, timeZone?: string) => orderStatus(of, false, timeZone).text;
  expect(textOf(mixed({}, booking(day)), "Pacific/Kiritimati")).toMatch(
    /Your files are below\. What we send you is packed next\. See you on \w+,? \d+ \w+ \d{4}, \d\d:\d\d in Kiritimati \(.*\d\d:\d\d for you\)\.$/,
  );
  expect(textOf(mixed({}, booking(day)))).toContain("packed next. We look forward to seeing you.");
  expect(
    textOf(mixed({ fulfilmentState: "shipped", downloads: [{ access: "refunded" }] }, booking(past)), "UTC"),
  ).toMatch(/paid with Visa 4242\..* What we send you is on its way\. Your time has taken place\.$/);
  expect(textOf(mixed({ fulfilmentState: "delivered" }, booking(day, true)), "UTC")).toContain(
    "What we sent you has arrived. What you booked is cancelled.",
  );
  const late = { kind: "service", booking: { ...booking(day, true).booking, isTooLate: true } };
  expect(textOf(mixed({}, late), "UTC")).toMatch(
    /The time that you chose was not free any more when your payment arrived\. Your files are below\. What we send you is packed next\.$/,
  );
  expect(textOf(mixed({}, late, booking(day)), "UTC")).toMatch(
    /One of the times that you chose was .* See you on/,
  );
  expect(textOf(mixed({}, late, late, booking(day, true)), "UTC")).toMatch(
    /2 of the times that you chose were .* What you booked is cancelled\.$/,
  );
  const cancelled = { ...booked(true), state: "completed" } as OrderView;
  expect(orderStatus(cancelled, false).title).toBe("Your booking is cancelled");
});
