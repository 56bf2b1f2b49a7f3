import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";

const line =
  "kind, position, product_title, artist, variant_title, sku, unit_amount, quantity, amount, variant_id";
const oldLines = (table: string, owner: string) => `
  insert into ${table} (id, ${owner}, ${line})
    select gen_random_uuid(), id, 'physical', 0, 'Record', 'Band', '', 'R', 1000, 2, 2000, gen_random_uuid() from owner`;

const oldRows = `
  create temporary table owner as select gen_random_uuid() as id;
  insert into checkout (id, owner_hash, currency, subtotal_amount, shipping_amount, total_amount, expires_at, next_sync_at)
    select id, 'owner', 'eur', 2000, 490, 2490, now(), now() from owner;
  insert into "order" (id, checkout_id, payment_intent_id, state, placed_at, confirmed_at, is_provisional, currency, subtotal_amount, shipping_amount, total_amount)
    select id, id, 'pi_1', 'confirmed', now(), now(), false, 'eur', 2000, 490, 2490 from owner;
  ${oldLines("checkout_line", "checkout_id")};
  ${oldLines("order_line", "order_id")};`;

test("what was bought before lines had totals was paid in full, line by line, and stays as it is", () =>
  migratedRows(
    "20261129070136_line_totals",
    (client) => client.query(oldRows),
    async (client) => {
      for (const [table, owner] of [
        ["checkout_line", "checkout"],
        ["order_line", '"order"'],
      ]) {
        const { rows: lines } = await client.query(
          `select amount, discount_amount, tax_amount, total_amount from ${table}`,
        );
        expect(lines).toEqual([{ amount: 2000, discount_amount: 0, tax_amount: 0, total_amount: 2000 }]);
        const { rows: owners } = await client.query(
          `select discount_amount, tax_amount, total_amount from ${owner}`,
        );
        expect(owners).toEqual([{ discount_amount: 0, tax_amount: 0, total_amount: 2490 }]);
        await expect(client.query(`update ${table} set quantity = 1`)).rejects.toThrow("append-only");
      }
    },
  ));
