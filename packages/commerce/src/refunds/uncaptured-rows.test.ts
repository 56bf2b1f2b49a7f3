import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";

/** An order of 25.90 whose card was charged with 20.00, and of that `refunded` went back. */
const orders = [
  { place: 1, refunded: 0, state: "paid" },
  { place: 2, refunded: 500, state: "partially_refunded" },
  { place: 3, refunded: 2_000, state: "refunded" },
];

test("what was left out of a capture was a refund in older versions; it moves no money, and its order is paid", () =>
  migratedRows(
    "20261130093001_uncaptured_parts",
    async (client) => {
      for (const { place, refunded, state } of orders) {
        const before = refunded === 0 ? "partially_refunded" : state;
        await client.query(
          `insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, amount_refunded, currency, observed_at)
           values ($1, gen_random_uuid(), 'succeeded', 2590, 2590, $2, 'eur', now())`,
          [`pi_${place}`, 590 + refunded],
        );
        await client.query(
          `insert into "order" (id, number, checkout_id, payment_intent_id, state, is_provisional, payment_state, currency,
             base_currency, subtotal_amount, shipping_amount, total_amount, placed_at, confirmed_at, paid_at)
           values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'confirmed', false, $3::text::order_payment_state, 'eur',
             'eur', 2000, 590, 2590, now(), now(), now())`,
          [place, `pi_${place}`, before],
        );
        const refund = `insert into refund (id, payment_intent_id, amount, currency, reason, state, stripe_refund_id)
          values (gen_random_uuid(), $1, $2, 'eur', 'other', 'succeeded', $3)`;
        await client.query(refund, [`pi_${place}`, 590, `ch_${place}:uncaptured`]);
        if (refunded > 0) await client.query(refund, [`pi_${place}`, refunded, `re_${place}`]);
      }
    },
    async (client) => {
      const { rows } = await client.query(
        `select number as place, uncaptured_amount, payment_state as state from "order" order by number`,
      );
      expect(rows).toEqual(orders.map(({ place, state }) => ({ place, uncaptured_amount: 590, state })));
      const refunds = await client.query(
        "select amount, is_uncaptured, stripe_refund_id is null as is_ours from refund order by amount",
      );
      expect(refunds.rows).toEqual([
        { amount: 500, is_uncaptured: false, is_ours: false },
        ...orders.map(() => ({ amount: 590, is_uncaptured: true, is_ours: true })),
        { amount: 2_000, is_uncaptured: false, is_ours: false },
      ]);
    },
  ));
