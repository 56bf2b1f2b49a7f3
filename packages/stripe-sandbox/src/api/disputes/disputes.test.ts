import { expect, test } from "vitest";
import { openShop } from "../../testing/open-shop.ts";
import { type DisputeStatus, disputeMoves } from "./states.ts";

async function paidCharge(shop: Awaited<ReturnType<typeof openShop>>, card = "pm_card_visa") {
  const { latest_charge } = await shop.pay(card);
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  return String(latest_charge);
}

test("every status of a dispute can be reached from one in which it opens", () => {
  const reached = new Set<DisputeStatus>(["needs_response", "warning_needs_response"]);
  for (const status of reached) for (const next of disputeMoves[status]) reached.add(next);
  expect([...reached].sort()).toEqual(Object.keys(disputeMoves).sort());
});

test("a script can dispute any charge for any reason and any part of the money", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop, "pm_card_mastercard");
  const dispute = await shop.control("POST", `/charges/${charge}/dispute`, {
    reason: "product_unacceptable",
    amount: 500,
  });
  expect(dispute).toMatchObject({
    amount: 500,
    balance_transactions: [{ amount: -500, fee: 1500 }],
    payment_method_details: { card: { brand: "mastercard", network_reason_code: "4853" } },
    reason: "product_unacceptable",
    status: "needs_response",
  });
});

test("a script disputes all that was not refunded when it names no amount", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop);
  await shop.stripe.refunds.create({ charge, amount: 500 });
  const dispute = await shop.control("POST", `/charges/${charge}/dispute`, {});
  expect(dispute).toMatchObject({ amount: 1499, reason: "fraudulent" });
});

test("no more can be disputed than the customer still misses", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop);
  const refusal = async (body: object) =>
    (await shop.control("POST", `/charges/${charge}/dispute`, body)).error?.message;
  expect(await refusal({ amount: 2000 })).toContain("from 1 to 1999");
  expect(await refusal({ amount: 0 })).toContain("from 1 to 1999");
  expect(await refusal({ amount: 1.5 })).toContain("from 1 to 1999");
  await shop.control("POST", `/charges/${charge}/dispute`, { amount: 1999 });
  expect(await refusal({})).toContain("no money left to dispute");
  const refunded = await paidCharge(shop);
  await shop.stripe.refunds.create({ charge: refunded });
  const { error } = await shop.control("POST", `/charges/${refunded}/dispute`, {});
  expect(error.message).toContain("no money left to dispute");
});

test("money that the shop has defended can be disputed anew", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop);
  for (const inquiry of [true, false]) {
    const dispute = await shop.control("POST", `/charges/${charge}/dispute`, { inquiry });
    expect(dispute.amount).toBe(1999);
    await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "win" });
  }
  expect((await shop.stripe.disputes.list({ charge })).data).toHaveLength(2);
});

test("what a bank was about to decide of an inquiry does not decide the chargeback that came of it", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop);
  const { id } = await shop.control("POST", `/charges/${charge}/dispute`, { inquiry: true });
  await shop.stripe.disputes.update(String(id), { evidence: { uncategorized_text: "winning_evidence" } });
  await shop.control("POST", `/disputes/${id}`, { outcome: "escalate" });
  await shop.control("POST", "/clock", { advanceMs: 5_000 });
  expect((await shop.stripe.disputes.retrieve(String(id))).status).toBe("needs_response");
});

test("mistakes in a dispute by hand are refused", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop);
  const post = async (path: string, body: object) => (await shop.control("POST", path, body)).error.message;
  expect(await post(`/charges/${charge}/dispute`, { reason: "boredom" })).toContain("reason is one of");
  expect(await post(`/charges/${charge}/dispute`, { inquiry: "yes" })).toBe("inquiry is true or false");
  expect(await post("/charges/ch_none/dispute", {})).toContain("No such charge");
  expect(await post("/disputes/dp_none", { outcome: "win" })).toContain("No such dispute");
  const dispute = await shop.control("POST", `/charges/${charge}/dispute`, {});
  expect(await post(`/disputes/${dispute.id}`, { outcome: "draw" })).toContain("outcome is one of win");
  expect(await post(`/disputes/${dispute.id}`, { outcome: "escalate" })).toContain("Only an inquiry");
});

test("a script decides a dispute at once, and only once", async () => {
  await using shop = await openShop();
  const charge = await paidCharge(shop, "pm_card_createDispute");
  const [dispute] = (await shop.stripe.disputes.list({ charge })).data;
  const decide = (outcome: string) => shop.control("POST", `/disputes/${dispute?.id}`, { outcome });
  expect(await decide("win")).toMatchObject({ status: "won", balance_transactions: [{}, { net: 1999 }] });
  expect((await decide("lose")).error.message).toBe("This dispute is already closed");
  const events = (await shop.history()).filter((type) => type.startsWith("charge.dispute"));
  expect(events.slice(-2)).toEqual(["charge.dispute.closed", "charge.dispute.funds_reinstated"]);
});

test("an inquiry that a script makes ends without money moving, or becomes a chargeback", async () => {
  await using shop = await openShop();
  const first = await paidCharge(shop);
  const inquiry = await shop.control("POST", `/charges/${first}/dispute`, { inquiry: true });
  expect(await shop.control("POST", `/disputes/${inquiry.id}`, { outcome: "lose" })).toMatchObject({
    balance_transactions: [],
    status: "warning_closed",
  });
  const second = await paidCharge(shop);
  const other = await shop.control("POST", `/charges/${second}/dispute`, { inquiry: true });
  expect(await shop.control("POST", `/disputes/${other.id}`, { outcome: "escalate" })).toMatchObject({
    balance_transactions: [{ amount: -1999 }],
    status: "needs_response",
  });
});

test("a charge refunded within the half second before its dispute is not disputed", async () => {
  await using shop = await openShop();
  await shop.control("POST", "/clock", { freeze: true });
  const { latest_charge } = await shop.pay("pm_card_createDispute");
  await shop.stripe.refunds.create({ charge: String(latest_charge) });
  await shop.control("POST", "/clock", { advanceMs: 1_000 });
  expect((await shop.stripe.disputes.list()).data).toEqual([]);
});
