import {
  buy,
  owner as by,
  type NewDispute,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  acceptDispute,
  cancelOrder,
  dismissFraudWarning,
  getDisputeEvidence,
  getOrderForStaff,
  listDisputes,
  saveDisputeEvidence,
  shipOrder,
  submitDispute,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
const seen = (shop: TestShop, number: string) => getOrderForStaff(shop, { number });
const auditsOf = async (shop: TestShop, subject: string) =>
  (await shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

/** A confirmed order of 25,90 €, shipped if wanted, then disputed. */
async function disputed(
  shop: TestShop,
  {
    grounds = {},
    isShipped = false,
  }: {
    grounds?: NewDispute;
    isShipped?: boolean;
  } = {},
) {
  const { orderId, paymentIntentId } = await buy(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } });
  const shipment = { carrier: "DHL", trackingNumber: "JJD0001", trackingUrl: null, tellCustomer: true };
  const lines = order.lines.map(({ id, quantity }) => ({ orderLineId: id, quantity }));
  if (isShipped) await shipOrder(shop, { ...shipment, orderId, requestId: crypto.randomUUID(), lines, by });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await shop.outside.dispute(chargeId, grounds);
  await sync(shop, paymentIntentId);
  return { disputeId: id, orderId, paymentIntentId, chargeId, number: `DT-${order.number}` };
}

/** The version of what a form reads now. */
const readVersion = async (shop: TestShop, disputeId: string) =>
  (await getDisputeEvidence(shop, { disputeId })).draftVersion;

const statusOf = async (shop: TestShop, id: string) =>
  (await shop.db.dispute.findUniqueOrThrow({ where: { id }, select: { status: true } })).status;

test("evidence is proposed from order, shipment, mails and address; a draft is stored at Stripe and read back", async ({
  shop,
}) => {
  const { disputeId, number } = await disputed(shop, { isShipped: true });
  const { draft, draftVersion, proposal, dispute } = await getDisputeEvidence(shop, { disputeId });
  expect(dispute).toMatchObject({ id: disputeId, canRespond: true });
  expect(Object.values(draft).every((text) => text === null)).toBe(true);
  expect(proposal).toMatchObject({
    customer_name: "A Customer",
    customer_email_address: "customer@example.com",
    shipping_address: expect.stringContaining(`A Customer\n${shippingAddress.line1}`),
    billing_address: expect.stringContaining(shippingAddress.line1),
    shipping_carrier: "DHL",
    shipping_tracking_number: "JJD0001",
    shipping_date: expect.stringMatching(/\d{4}$/),
    product_description: expect.stringMatching(
      /1 × Band: Record \w+ \(\w+\), €20\.00\nShipping, €5\.90\nTotal, €25\.90/,
    ),
    refund_policy_disclosure: null,
  });
  expect(proposal?.uncategorized_text).toMatch(
    new RegExp(
      `placed order ${number}[\\s\\S]+confirmed[\\s\\S]+A parcel left \\(DHL, JJD0001[\\s\\S]+Mail to customer@`,
    ),
  );

  const evidence = { customer_name: "A Customer", uncategorized_text: "It arrived." };
  const saved = await saveDisputeEvidence(shop, { disputeId, evidence, draftVersion, by });
  const cleared = { disputeId, evidence: { uncategorized_text: "" }, by };
  await saveDisputeEvidence(shop, { ...cleared, ...saved });
  expect((await getDisputeEvidence(shop, { disputeId })).draft).toMatchObject({
    customer_name: "A Customer",
    uncategorized_text: null,
  });
  expect(await seen(shop, number)).toMatchObject({
    disputes: [{ status: "needs_response", hasEvidence: true, submissionCount: 0 }],
  });
  expect(await auditsOf(shop, number)).toEqual(["order.ship", "dispute.save", "dispute.save"]);
});

test("repeated submitting sends the evidence once and records who did it; then the bank decides", async ({
  shop,
}) => {
  const { disputeId, paymentIntentId, number } = await disputed(shop);
  const evidence = { uncategorized_text: "winning_evidence" };
  const draftVersion = await readVersion(shop, disputeId);
  await Promise.all([1, 2, 3].map(() => submitDispute(shop, { disputeId, evidence, draftVersion, by })));
  await submitDispute(shop, { disputeId, evidence, draftVersion, by });
  const order = await seen(shop, number);
  expect(order.disputes).toMatchObject([
    { status: "under_review", submissionCount: 1, answeredBy: "Olga", canRespond: false },
  ]);
  expect(order.timeline.slice(-1)).toMatchObject([
    { kind: "dispute_evidence_submitted", details: { by: "Olga" } },
  ]);
  expect(await auditsOf(shop, number)).toEqual(["dispute.submit"]);
  await expect(
    submitDispute(shop, { disputeId, evidence, draftVersion, by: { ...by, name: "Mia" } }),
  ).rejects.toMatchObject({ code: "DISPUTE_NOT_ANSWERABLE", details: { because: "submitted" } });
  await shop.outside.advance(10_000);
  await sync(shop, paymentIntentId);
  expect(await seen(shop, number)).toMatchObject({ paymentState: "paid", disputes: [{ status: "won" }] });
});

test("repeated accepting counts once and records who did it; a closed dispute can't be answered", async ({
  shop,
}) => {
  const { disputeId, number } = await disputed(shop);
  await Promise.all([1, 2].map(() => acceptDispute(shop, { disputeId, by })));
  await acceptDispute(shop, { disputeId, by });
  const order = await seen(shop, number);
  expect(order).toMatchObject({ paymentState: "dispute_lost", disputes: [{ status: "lost" }] });
  expect(order.timeline.map(({ kind }) => kind).slice(2)).toEqual([
    "dispute_opened",
    "dispute_accepted",
    "dispute_lost",
  ]);
  expect(await auditsOf(shop, number)).toEqual(["dispute.accept"]);
  const evidence = { uncategorized_text: "too late" };
  const draftVersion = await readVersion(shop, disputeId);
  for (const answer of [saveDisputeEvidence, submitDispute])
    await expect(answer(shop, { disputeId, evidence, draftVersion, by })).rejects.toMatchObject({
      code: "DISPUTE_NOT_ANSWERABLE",
      details: { because: "closed" },
    });
});

test("texts that somebody has saved since the form was read are not written over; a repeated request is no change", async ({
  shop,
}) => {
  const { disputeId } = await disputed(shop);
  const draftVersion = await readVersion(shop, disputeId);
  const mine = { disputeId, evidence: { uncategorized_text: "mine" }, draftVersion, by };
  const theirs = { ...mine, evidence: { uncategorized_text: "theirs" } };
  const saved = await saveDisputeEvidence(shop, mine);
  expect(await saveDisputeEvidence(shop, mine)).toEqual(saved); // the answer to the first one was lost
  for (const write of [saveDisputeEvidence, submitDispute])
    await expect(write(shop, theirs)).rejects.toMatchObject({ code: "EVIDENCE_CHANGED", details: saved });
  const stored = await getDisputeEvidence(shop, { disputeId });
  expect(stored).toMatchObject({
    draft: { uncategorized_text: "mine" },
    dispute: { submissionCount: 0 },
    ...saved,
  });
  await saveDisputeEvidence(shop, { ...theirs, ...saved });
  expect(await getDisputeEvidence(shop, { disputeId })).toMatchObject({
    draft: { uncategorized_text: "theirs" },
  });
});

test("too long, empty, late, or for an inquiry: an answer is refused and not sent", async ({ shop }) => {
  const { disputeId, number } = await disputed(shop);
  const long = "x".repeat(20_000);
  const draftVersion = await readVersion(shop, disputeId);
  const much = Object.fromEntries(
    ["customer_name", "product_description", "access_activity_log", "uncategorized_text", "service_date"]
      .concat("refund_refusal_explanation", "cancellation_rebuttal", "duplicate_charge_explanation")
      .map((field) => [field, long]),
  );
  for (const answer of [saveDisputeEvidence, submitDispute])
    await expect(answer(shop, { disputeId, evidence: much, draftVersion, by })).rejects.toMatchObject({
      code: "EVIDENCE_TOO_LONG",
      details: { length: 160_000, max: 150_000 },
    });
  await expect(
    submitDispute(shop, { disputeId, evidence: { customer_name: "" }, draftVersion, by }),
  ).rejects.toMatchObject({ code: "EVIDENCE_EMPTY" });
  const inquiry = await disputed(shop, { grounds: { inquiry: true } });
  await expect(acceptDispute(shop, { disputeId: inquiry.disputeId, by })).rejects.toMatchObject({
    details: { because: "inquiry" },
  });
  expect(await statusOf(shop, inquiry.disputeId)).toBe("warning_needs_response");
  await expect(acceptDispute(shop, { disputeId: "dp_unknown", by })).rejects.toMatchObject({
    code: "DISPUTE_NOT_FOUND",
  });
  expect(await auditsOf(shop, number)).toEqual([]);
});

test("Stripe can't be reached: nothing is answered, and a retry works; a lost response counts once", async ({
  shop,
}) => {
  shop.log.expectErrors(/Stripe did not accept a dispute's answer/);
  const { disputeId, number } = await disputed(shop);
  const evidence = { uncategorized_text: "It arrived." };
  const draftVersion = await readVersion(shop, disputeId);
  const submit = () => submitDispute(shop, { disputeId, evidence, draftVersion, by });
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1/disputes/*" });
  await expect(submit()).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  await shop.outside.fault({
    ...{ kind: "api", action: "error", method: "POST", path: "/v1/disputes/*" },
    status: 500,
    when: "before",
  });
  await expect(submit()).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  expect(await statusOf(shop, disputeId)).toBe("needs_response");
  expect(await seen(shop, number)).toMatchObject({ disputes: [{ answeredBy: null }] });
  expect(await auditsOf(shop, number)).toEqual([]);

  // Stripe takes it, and each of its answers is lost.
  await shop.outside.fault({
    ...{ kind: "api", action: "cut", when: "after", method: "POST", path: "/v1/disputes/*" },
  });
  await expect(submit()).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  expect((await shop.stripe.disputes.retrieve(disputeId)).status).toBe("under_review");
  await submit();
  expect((await shop.stripe.disputes.retrieve(disputeId)).evidence_details.submission_count).toBe(1);
  expect(await seen(shop, number)).toMatchObject({
    disputes: [{ status: "under_review", answeredBy: "Olga" }],
  });
  expect(await auditsOf(shop, number)).toEqual(["dispute.submit"]);
});

test("a fraud warning is dismissed once, with who and why; or refunded and cancelled as fraud", async ({
  shop,
}) => {
  const warned = async () => {
    const { orderId, paymentIntentId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
    await runJobs(shop);
    const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
    const { id } = await shop.outside.warnOfFraud(chargeId);
    await sync(shop, paymentIntentId);
    const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    return { fraudWarningId: id, orderId, paymentIntentId, number: `DT-${number}` };
  };
  const kept = await warned();
  const { fraudWarningId } = kept;
  await Promise.all([1, 2].map(() => dismissFraudWarning(shop, { fraudWarningId, note: "I know her", by })));
  const order = await seen(shop, kept.number);
  expect(order).toMatchObject({ risks: [], fraudWarnings: [{ needsDecision: false, dismissedBy: "Olga" }] });
  expect(order.timeline.slice(2)).toMatchObject([
    { kind: "fraud_warning" },
    { kind: "fraud_warning_dismissed", details: { by: "Olga", note: "I know her" } },
  ]);
  expect(await auditsOf(shop, kept.number)).toEqual(["fraud_warning.dismiss"]);
  await expect(
    dismissFraudWarning(shop, { fraudWarningId: "issfr_unknown", note: "", by }),
  ).rejects.toMatchObject({ code: "FRAUD_WARNING_NOT_FOUND" });

  const fraud = await warned();
  const { orderId, paymentIntentId } = fraud;
  await cancelOrder(shop, { orderId, requestId: crypto.randomUUID(), reason: "fraudulent", note: "", by });
  await runJobs(shop);
  const { data } = await shop.stripe.refunds.list({ payment_intent: paymentIntentId });
  expect(data).toMatchObject([{ amount: 2_590, reason: "fraudulent", status: "succeeded" }]);
  expect(await seen(shop, fraud.number)).toMatchObject({
    state: "cancelled",
    paymentState: "refunded",
    risks: [],
  });
});

test("the list: open ones by deadline, found by order and id, page by page; closed ones apart", async ({
  shop,
}) => {
  const [one, two] = [await disputed(shop, { grounds: { amount: 300 } }), await disputed(shop)];
  const all = await listDisputes(shop, { list: "open", limit: 100 });
  const ids = all.disputes.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([one.disputeId, two.disputeId]));
  const deadlines = all.disputes.map(({ deadline }) => deadline ?? "");
  expect(deadlines).toEqual([...deadlines].sort());
  const paged: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await listDisputes(shop, { list: "open", limit: 2, cursor });
    paged.push(...page.disputes.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    more = cursor !== undefined;
  }
  expect(paged).toEqual(ids);
  for (const q of [one.disputeId, one.number, one.paymentIntentId])
    expect((await listDisputes(shop, { list: "all", q, limit: 10 })).disputes).toMatchObject([
      { id: one.disputeId, amount: { amount: 300 }, order: { number: one.number } },
    ]);
  await acceptDispute(shop, { disputeId: one.disputeId, by });
  const closed = await listDisputes(shop, { list: "closed", statuses: ["lost"], limit: 100 });
  expect(closed.disputes.map(({ id }) => id)).toContain(one.disputeId);
  expect(closed.counts.open).toBe(ids.length - 1);
});

test("after the deadline nothing is sent", async ({ shop }) => {
  const { disputeId, number } = await disputed(shop);
  shop.clock.advance(30 * 24 * 60 * 60_000);
  const evidence = { customer_name: "A Customer" };
  const draftVersion = await readVersion(shop, disputeId);
  await expect(submitDispute(shop, { disputeId, evidence, draftVersion, by })).rejects.toMatchObject({
    details: { because: "past_due" },
  });
  expect(await seen(shop, number)).toMatchObject({ disputes: [{ canRespond: false, isPastDue: true }] });
});
