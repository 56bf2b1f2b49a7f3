import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";

const oldRows = `
  insert into checkout (id, state, owner_hash, currency, subtotal_amount, shipping_amount, total_amount, expires_at,
      next_sync_at, created_at, ended_at, payment_intent_id, client_secret, description_hash)
    select gen_random_uuid(), state::checkout_state, coalesce(intent, 'none'), 'eur', 1, 0, 1, now(), now(), '2026-01-01',
      ended_at::timestamptz, intent, intent || '_secret', intent || '_hash'
    from (values ('open', 'pi_open', null), ('paying', 'pi_decided', null), ('completed', 'pi_paid', '2026-01-02'),
      ('expired', 'pi_expired', '2026-01-03'), ('open', null, null)) as was (state, intent, ended_at);
  insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, currency, observed_at)
    select payment_intent_id, id, 'succeeded', 1, 1, 'eur', '2026-01-04' from checkout
    where payment_intent_id in ('pi_decided', 'pi_paid')`;

test("every checkout's payment becomes a session; those that nobody can pay any more have ended", () =>
  migratedRows(
    "20261129061851_payment_sessions",
    (client) => client.query(oldRows),
    async (client) => {
      const { rows } = await client.query(`
        select s.stripe_id as id, s.state, to_char(s.ended_at, 'DD') as ended, to_char(s.opened_at, 'DD') as opened
        from payment_session s join checkout c on c.id = s.checkout_id and c.owner_hash = s.stripe_id
        where s.kind = 'payment_intent' and s.client_secret = s.stripe_id || '_secret'
          and s.description_hash = s.stripe_id || '_hash'
        order by s.stripe_id`);
      expect(rows).toEqual([
        { id: "pi_decided", state: "ended", ended: "04", opened: "01" },
        { id: "pi_expired", state: "ended", ended: "03", opened: "01" },
        { id: "pi_open", state: "open", ended: null, opened: "01" },
        { id: "pi_paid", state: "ended", ended: "02", opened: "01" },
      ]);
    },
  ));

test("each of them is its own payment", () =>
  migratedRows(
    "20261129111500_payment_of_session",
    (client) =>
      client.query(`
        with made as (
          insert into checkout (id, state, owner_hash, currency, subtotal_amount, shipping_amount, total_amount, expires_at, next_sync_at)
          values (gen_random_uuid(), 'open', 'somebody', 'eur', 0, 0, 0, now(), now()) returning id
        )
        insert into payment_session (stripe_id, checkout_id, kind, opened_at)
        select 'pi_before', id, 'payment_intent', now() from made`),
    async (client) => {
      const { rows } = await client.query("select payment_intent_id from payment_session");
      expect(rows).toEqual([{ payment_intent_id: "pi_before" }]);
    },
  ));
