import { buy, readyToPay, runJobs, stockedVariant, stockOf, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { auditLedger } from "./audit-ledger.ts";

let variantId: string;
let held: { id: string; paymentIntentId: string };
test.beforeAll(async ({ shop }) => {
  variantId = await stockedVariant(shop, { onHand: 10 });
  await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  held = await readyToPay(shop, { [variantId]: 2 });
});

test.for([
  ["goods out of nothing", "update stock_level set on_hand = on_hand + 50"],
  ["goods that vanish", "update stock_level set on_hand = 8"],
  ["units held by nobody", "update stock_level set reserved = reserved + 1"],
  ["units that nobody holds any more", "update stock_level set reserved = 0"],
  ["a level without its movements", "delete from stock_level"],
  ["a held reservation deleted", "delete from reservation where state = 'held'"],
  ["a sale deleted", "delete from reservation where state = 'committed'"],
  ["a held reservation made smaller", "update reservation set quantity = 1 where state = 'held'"],
  ["a sale taken back", "update reservation set state = 'released' where state = 'committed'"],
  ["a reservation ended without its time", "update reservation set state = 'released' where state = 'held'"],
  ["all reservations at once", "truncate reservation cascade"],
  ["a movement changed", "update stock_movement set quantity = 20"],
  ["all movements at once", "truncate stock_movement"],
  [
    "an order's total changed after it was paid",
    `update "order" set total_amount = 1, subtotal_amount = 1, shipping_amount = 0`,
  ],
  ["a line of another price", "update order_line set amount = 1, unit_amount = 1, total_amount = 1"],
  ["a line taken off an order", "delete from order_line"],
  ["a line taken off a checkout", "delete from checkout_line"],
  ["a discount that no line of the order has", `update "order" set discount_amount = 1, tax_amount = 1`],
  ["another price for the same quote", "update checkout_quote set shipping_amount = 0"],
  ["a quote without a line", "delete from checkout_quote_line"],
  ["a checkout with a quote that does not exist", "update checkout set quote_number = 7"],
  ["an order paid by another's payment", `update "order" set payment_intent_id = 'pi_other'`],
  [
    "a payment that did not succeed after all",
    "update payment set status = 'processing' where status = 'succeeded'",
  ],
  ["a payment of another amount", "update payment set amount_received = 1 where status = 'succeeded'"],
  [
    "a session that was paid open again",
    "update payment_session set state = 'open', ended_at = null where state = 'ended'",
  ],
  [
    "a checkout with two open sessions",
    `insert into payment_session (stripe_id, checkout_id, kind, opened_at)
     select 'pi_second', checkout_id, kind, opened_at from payment_session where state = 'open'`,
  ],
  ["a payment deleted", "delete from payment where status = 'succeeded'"],
] as const)("the database refuses %s", async ([_name, statement], { shop }) => {
  const before = await stockOf(shop, variantId);
  await expect(shop.db.$executeRawUnsafe(statement)).rejects.toThrow();
  expect(await stockOf(shop, variantId)).toEqual(before);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("the database refuses an order that is confirmed without a succeeded payment of its amount", async ({
  shop,
}) => {
  const { id, state } = await shop.db.order.findFirstOrThrow();
  expect(state).toBe("confirmed");
  for (const change of [
    "status = 'requires_payment_method', amount_received = 0",
    "amount_received = amount_received - 1",
  ]) {
    const doubtful = `
      insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, currency, observed_at)
      select 'pi_doubtful', $1::uuid, 'succeeded', amount, amount_received, currency, now() from payment limit 1`;
    await expect(
      shop.db.$transaction([
        shop.db.$executeRawUnsafe(doubtful, held.id),
        shop.db.$executeRawUnsafe(`update payment set ${change} where payment_intent_id = 'pi_doubtful'`),
        shop.db.$executeRawUnsafe(
          `insert into "order" (id, number, checkout_id, payment_intent_id, state, is_provisional, payment_state, fulfilment_state, currency,
             subtotal_amount, shipping_amount, total_amount, email, name, shipping_address, placed_at, confirmed_at)
           select gen_random_uuid(), 999, $1::uuid, 'pi_doubtful', state, is_provisional, payment_state, fulfilment_state, currency,
             subtotal_amount, shipping_amount, total_amount, email, name, shipping_address, placed_at, confirmed_at
           from "order" where id = $2::uuid`,
          held.id,
          id,
        ),
      ]),
    ).rejects.toThrow(/no succeeded payment/);
  }
});

test("a reservation released by staff frees its units", async ({ shop }) => {
  const before = await stockOf(shop, variantId);
  await shop.db.$executeRaw`
    update reservation set state = 'released', ended_at = now() where checkout_id = ${held.id}::uuid`;
  expect(await stockOf(shop, variantId)).toEqual({ ...before, reserved: before.reserved - 2 });
  expect((await auditLedger(shop)).violations).toEqual([]);
});
