import { disputeStatuses } from "@dualtrack/contract";
import { expect, test } from "vitest";
import type { OrderDispute } from "../../server/trpc.ts";
import { type DisputedGoods, deadlineText, disputeTexts } from "./dispute-facts.ts";

const dispute: OrderDispute = {
  id: "dp_1",
  status: "needs_response",
  amount: { amount: 4_800, currency: "eur" },
  reason: "fraudulent",
  isInquiry: false,
  isReturnedDebit: false,
  isOpen: true,
  canRespond: true,
  canAccept: true,
  deadline: "2026-12-08T10:00:00.000Z",
  isPastDue: false,
  hasEvidence: false,
  submissionCount: 0,
  withdrawn: { amount: 4_800, currency: "eur" },
  fee: { amount: 2_000, currency: "eur" },
  openedAt: "2026-12-01T10:00:00.000Z",
  closedAt: null,
  answeredBy: null,
  answeredAt: null,
  dashboardUrl: null,
};

test("every status has a title with the amount, and a sentence about the money", () => {
  for (const status of disputeStatuses) {
    const { title, text } = disputeTexts({ ...dispute, status }, null);
    expect(title).toContain("€48.00");
    expect(text.length).toBeGreaterThan(15);
  }
});

test("an open dispute warns of paying twice, an inquiry says that nothing was taken", () => {
  expect(disputeTexts(dispute, null).text).toContain("they would have it twice");
  const inquiry = disputeTexts({ ...dispute, status: "warning_needs_response", isInquiry: true }, null);
  expect(inquiry).toMatchObject({ tone: "wait", title: expect.stringContaining("Inquiry") });
  expect(inquiry.text).toContain("No money has been taken");
});

test("a lost dispute says why: the bank's decision, an acceptance, or a returned debit", () => {
  const lost = { ...dispute, status: "lost", canRespond: false } as const;
  const text = (news: Partial<OrderDispute>) => disputeTexts({ ...lost, ...news }, null).text;
  expect(text({ submissionCount: 1 })).toContain("has decided for the customer");
  expect(text({ answeredBy: "Clerk" })).toContain("Clerk accepted it");
  expect(text({})).toContain("No evidence was sent");
  expect(text({ isReturnedDebit: true, reason: "insufficient_funds" })).toContain(
    "returned the debit: not enough money in the account",
  );
  expect(text({})).toContain("The fee of €20.00 is not returned");
});

test("a lost dispute says what can still be done about its goods", () => {
  const text = (goods: DisputedGoods) => disputeTexts({ ...dispute, status: "lost" }, goods).text;
  expect(text({ state: "confirmed", fulfilmentState: "unfulfilled" })).toContain("cancel the order");
  for (const goods of [
    { state: "cancelled", fulfilmentState: "not_required" },
    { state: "completed", fulfilmentState: "delivered" },
    { state: "confirmed", fulfilmentState: "shipped" },
    { state: "confirmed", fulfilmentState: "partly_shipped" },
    null,
  ] as const)
    expect(text(goods)).not.toContain("cancel the order");
});

test("a won dispute's money counts as back once Stripe has booked it, and not before", () => {
  const won = { ...dispute, status: "won", canRespond: false } as const;
  expect(disputeTexts(won, null).title).toContain("comes back");
  const back = { ...won, withdrawn: { amount: 0, currency: "eur" } };
  expect(disputeTexts(back, null).title).toContain("is back");
  expect(disputeTexts(back, null).text).toContain("The fee of €20.00 is not returned");
  expect(disputeTexts({ ...back, fee: { amount: 0, currency: "eur" } }, null).text).not.toContain("fee");
});

test("a deadline is shown as long as an answer is possible", () => {
  const now = Date.parse("2026-12-02T10:00:00Z");
  expect(deadlineText(dispute, now)).toMatch(/^Answer until Tue 8 Dec,? \d\d:\d\d \(6 days left\)$/);
  expect(deadlineText({ ...dispute, canRespond: false }, now)).toBeNull();
  expect(deadlineText({ ...dispute, deadline: null }, now)).toBeNull();
});
