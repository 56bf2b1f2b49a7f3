import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { paymentMethodLabelOf } from "../stripe/payment-method-label.ts";

const methods = [
  { type: "card", brand: "visa", last4: "4242" },
  { type: "card", brand: "amex", last4: "0005" },
  { type: "card", brand: "diners", last4: "0004" },
  { type: "card", brand: null, last4: null },
  { type: "sepa_debit", brand: null, last4: "3201" },
  { type: "alipay", brand: null, last4: null },
  { type: null, brand: null, last4: null },
];

test("payments and declined attempts of older versions get the label that new ones get", () =>
  migratedRows(
    "20261129064420_payment_methods",
    async (client) => {
      for (const [place, { type, brand, last4 }] of methods.entries()) {
        const facts = [`pi_${place}`, type, brand, last4];
        await client.query(
          `insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, currency, observed_at,
             method_type, card_brand, method_last4)
           values ($1, gen_random_uuid(), 'succeeded', 1, 1, 'eur', now(), $2, $3, $4)`,
          facts,
        );
        await client.query(
          `insert into payment_failure (id, payment_intent_id, checkout_id, amount, currency, code, failed_at,
             card_country, method_type, card_brand, method_last4)
           values ($1, $1, gen_random_uuid(), 1, 'eur', 'card_declined', now(), 'AT', $2, $3, $4)`,
          facts,
        );
      }
    },
    async (client) => {
      const fields =
        'method_type as "type", method_brand as brand, method_label as label, method_last4 as last4';
      const labelled = methods.map(({ type, brand, last4 }) => ({
        type,
        brand,
        label: type === null ? null : paymentMethodLabelOf({ type, brand, wallet: null }),
        last4,
      }));
      for (const table of ["payment", "payment_failure"]) {
        const { rows } = await client.query(`select ${fields} from ${table} order by payment_intent_id`);
        expect(rows).toEqual(labelled);
      }
      expect((await client.query("select distinct method_country from payment_failure")).rows).toEqual([
        { method_country: "AT" },
      ]);
      await expect(client.query("delete from payment_failure")).rejects.toThrow("append-only");
    },
  ));
