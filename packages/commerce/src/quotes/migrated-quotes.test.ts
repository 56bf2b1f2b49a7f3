import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";

const oldRows = `
  insert into checkout (id, owner_hash, currency, subtotal_amount, shipping_amount, total_amount, created_at, expires_at,
      next_sync_at)
    values (gen_random_uuid(), 'a', 'eur', 2000, 490, 2490, '2026-01-02', now(), now()),
      (gen_random_uuid(), 'without lines', 'eur', 700, 0, 700, '2026-01-03', now(), now());
  insert into checkout_line (id, checkout_id, kind, position, product_title, artist, variant_title, sku, unit_amount,
      quantity, amount, discount_amount, tax_amount, total_amount, variant_id)
    select gen_random_uuid(), c.id, 'physical', 0, 'Record', 'Band', '', 'R', 1000, 2, 2000, 0, 0, 2000, v.id
    from checkout c, variant v where c.owner_hash = 'a';`;

const variant = `
  insert into product (id, slug, kind, title, artist, description)
    values (gen_random_uuid(), 'record', 'physical', 'Record', 'Band', '');
  insert into variant (id, product_id, sku, title) select gen_random_uuid(), id, 'R', '' from product;`;

test("every checkout's price becomes its first quote, line by line", () =>
  migratedRows(
    "20261129142620_checkout_quotes",
    async (client) => {
      await client.query(variant);
      await client.query(oldRows);
    },
    async (client) => {
      const { rows } = await client.query(`
        select c.owner_hash as owner, q.number, q.subtotal_amount as subtotal, q.shipping_amount as shipping,
          q.total_amount as total, to_char(q.quoted_at, 'DD') as quoted, l.position, l.total_amount as line
        from checkout c
        join checkout_quote q on (q.checkout_id, q.number) = (c.id, c.quote_number)
        left join checkout_quote_line l on (l.checkout_id, l.number) = (q.checkout_id, q.number)
        order by 1`);
      const first = { owner: "a", number: 1, subtotal: 2000, shipping: 490, total: 2490, quoted: "02" };
      expect(rows).toEqual([
        { ...first, position: 0, line: 2000 },
        {
          owner: "without lines",
          number: 1,
          subtotal: 700,
          shipping: 0,
          total: 700,
          quoted: "03",
          position: null,
          line: null,
        },
      ]);
    },
  ));
