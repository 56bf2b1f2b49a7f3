import { expect, test } from "vitest";
import { type CustomerRefund, cancelledStatus, refundText } from "./refund-text.ts";

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
  method: { type: "card", label: "Visa", last4: "4242" },
};

test("a refund's text says its status, and what to do only if it failed", () => {
  expect(refundText(refund("requested"))).toBe("We are sending €25.90 back to Visa 4242.");
  expect(refundText(refund("sent"))).toBe(
    "We sent €25.90 back to Visa 4242. Banks take 5 to 10 days to show it.",
  );
  expect(refundText(refund("failed"))).toContain("€25.90 did not reach Visa 4242");
  expect(refundText(refund("paid_another_way"))).toContain("so we paid you €25.90 another way");
  for (const state of ["requested", "on_its_way", "sent"] as const)
    expect(refundText(refund(state))).not.toContain("write to us");
});

test("a cancelled order whose refund failed does not say that the money is on its way", () => {
  const status = cancelledStatus({ ...cancelled, refunds: [refund("failed")] });
  expect(status).toContain("did not reach");
  expect(status).not.toContain("Banks take");
  expect(cancelledStatus({ ...cancelled, paymentState: "unpaid" })).toBe("Nothing was charged.");
});

test("what was only reserved is released: nothing was charged, and nothing comes back", () => {
  const status = cancelledStatus({ ...cancelled, paymentState: "released" });
  expect(status).toBe(
    "Nothing was charged. The €25.90 that were reserved on Visa 4242 are released; some banks take days to show it.",
  );
  expect(cancelledStatus({ ...cancelled, paymentState: "authorized" })).toContain("are being released");
});
