import { expect, test } from "vitest";
import { type CustomerRefund, cancelledWords, refundWords } from "./refund-words.ts";

const refund = (state: CustomerRefund["state"]): CustomerRefund => ({
  id: "1",
  amount: { amount: 2_590, currency: "eur" },
  state,
  method: { type: "card", label: "Visa", last4: "4242" },
  at: "2026-11-28T12:00:00Z",
});
const cancelled = {
  paymentState: "paid" as const,
  total: { amount: 2_590, currency: "eur" },
  refunds: [],
  timeline: [],
};

test("a refund is told as the fact that it is, with what to do only when it failed", () => {
  expect(refundWords(refund("requested"))).toBe("We are sending €25.90 back to Visa 4242.");
  expect(refundWords(refund("sent"))).toBe(
    "We sent €25.90 back to Visa 4242. Banks take 5 to 10 days to show it.",
  );
  expect(refundWords(refund("failed"))).toContain("€25.90 did not reach Visa 4242");
  expect(refundWords(refund("paid_another_way"))).toContain("so we paid you €25.90 another way");
  for (const state of ["requested", "on_its_way", "sent"] as const)
    expect(refundWords(refund(state))).not.toContain("write to us");
});

test("a cancelled order whose refund failed does not say that the money is on its way", () => {
  const words = cancelledWords({ ...cancelled, refunds: [refund("failed")] });
  expect(words).toContain("did not reach");
  expect(words).not.toContain("Banks take");
  expect(cancelledWords({ ...cancelled, paymentState: "unpaid" })).toBe("Nothing was charged.");
});
