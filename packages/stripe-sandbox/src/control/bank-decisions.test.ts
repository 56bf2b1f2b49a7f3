import { expect, test } from "vitest";
import { openShop } from "../testing/open-shop.ts";
import { debit, ibans } from "../testing/sepa.ts";

test("a script is the bank: it pays at once what would take three minutes", async () => {
  await using shop = await openShop();
  const { id } = await debit(shop, ibans.succeedsLate);
  expect(await shop.control("POST", `/payment_intents/${id}/bank`, { outcome: "succeed" })).toMatchObject({
    id,
    status: "succeeded",
    amount_received: 1999,
  });
  const event = await shop.receiver.arrival("payment_intent.succeeded");
  expect(event.request).toEqual({ id: null, idempotency_key: null });
});

test("a script is the bank: it sends back what would have succeeded, with its reason", async () => {
  await using shop = await openShop();
  const { id } = await debit(shop);
  await shop.control("POST", `/payment_intents/${id}/bank`, { outcome: "fail", code: "account_closed" });
  const failed = await shop.stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  expect(failed).toMatchObject({
    status: "requires_payment_method",
    latest_charge: { status: "failed", failure_code: "account_closed" },
  });
  // The account's own time comes, and changes nothing any more.
  await shop.control("POST", "/clock", { advanceMs: 60_000 });
  expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("requires_payment_method");
});

test("a bank decides once, and only about debits", async () => {
  await using shop = await openShop();
  const card = await shop.pay();
  const answer = await shop.control("POST", `/payment_intents/${card.id}/bank`, { outcome: "succeed" });
  expect(answer.error).toMatchObject({ code: "payment_intent_unexpected_state" });
  const { id } = await debit(shop);
  expect(
    (await shop.control("POST", `/payment_intents/${id}/bank`, { outcome: "maybe" })).error.message,
  ).toBe('outcome is "succeed" or "fail", not "maybe"');
});
