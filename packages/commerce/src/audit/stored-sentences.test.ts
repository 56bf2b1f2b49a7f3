import { randomUUID } from "node:crypto";
import { readRejectionReason, readStripeProblem, syncResultSchema } from "@dualtrack/contract";
import { migratedRows } from "@dualtrack/testkit";
import { expect, test } from "vitest";

/** What older versions wrote. */
const oldRows = `
  insert into audit_entry (at, staff_name, staff_email, action, subject, before, after) values
    (now(), 'Ann', 'ann@example.com', 'sync.start', '3 payments', '{}', '{"scope": "all pending", "orders": ["DT-1"]}'),
    (now(), 'Ann', 'ann@example.com', 'sync.start', 'DT-1', '{}', '{"scope": "selected orders"}'),
    (now(), 'Ann', 'ann@example.com', 'webhook.retry', '1 event', '{"dead": 1}', '{"received": 1, "events": ["evt_1"]}'),
    (now(), 'Ann', 'ann@example.com', 'declines.export', 'declined payments', '{}', '{}'),
    (now(), 'Ann', 'ann@example.com', 'staff.sign_in', 'ann@example.com', '{}', '{"with": "password and code"}'),
    (now(), 'Ann', 'ann@example.com', 'product.describe_picture', 'lp', '{"picture 2": ""}', '{"picture 2": "a \\"picture 2\\": of it"}'),
    (now(), 'Somebody', 'not signed in', 'staff.sign_in_failed', 'ann@example.com', '{}', '{}');
  insert into stock_movement (variant_id, kind, quantity, reason) values
    (gen_random_uuid(), 'return', 1, 'Refund succeeded'), (gen_random_uuid(), 'adjust', 1, 'counted'),
    (gen_random_uuid(), 'receive', 1, 'From the old system');
  insert into webhook_rejection (id, reason, body_start, received_at) values
    (gen_random_uuid(), 'malformed: no Stripe-Signature header', '', now()),
    (gen_random_uuid(), 'signature: No match', '', now() + interval '1 s'),
    (gen_random_uuid(), 'too old: Timestamp outside', '', now() + interval '2 s');
  insert into service_status (service, last_error, updated_at) values
    ('stripe', 'Stripe answered with status 503', now()), ('stripe_key', 'gone', now());
  insert into webhook_attempt (event_id, started_at, duration_ms, error) values
    ('evt_1', now(), 1, 'Stripe did not answer: socket hang up'), ('evt_1', now(), 1, null);`;

test("stored sentences become codes; unknown sentences are kept", async () => {
  const write: Parameters<typeof migratedRows>[1] = async (client) => {
    await client.query(oldRows);
    const run = randomUUID();
    const reasons = [
      "Confirmed now",
      "Was confirmed already; the refund of €10.00 has arrived; the dispute of €2.00 is won",
      "Stripe could not be asked: Stripe did not answer in time; truly",
      "Something else came out",
      null,
    ];
    for (const [place, reason] of reasons.entries())
      await client.query("insert into sync_run_item (run_id, checkout_id, reason) values ($1, $2, $3)", [
        run,
        `00000000-0000-7000-8000-00000000000${place}`,
        reason,
      ]);
  };
  await migratedRows("20261129033611_codes_not_sentences", write, async (client) => {
    const read = async (sql: string): Promise<Record<string, unknown>[]> => (await client.query(sql)).rows;
    const results = await read("select result from sync_run_item order by checkout_id");
    expect(
      results.map(({ result }) => {
        const parsed = result === null ? null : syncResultSchema.parse(result);
        return parsed && [parsed.code, parsed.said];
      }),
    ).toEqual([
      ["confirmed", null],
      ["confirmed_before", "the refund of €10.00 has arrived; the dispute of €2.00 is won"],
      ["stripe_not_asked", "Stripe did not answer in time; truly"],
      [null, "Something else came out"],
      null,
    ]);
    expect(await read("select subject, before, after from audit_entry order by id")).toEqual([
      { subject: "payments", before: {}, after: { scope: "pending", orders: ["DT-1"], count: 3 } },
      { subject: "DT-1", before: {}, after: { scope: "selected" } },
      { subject: "webhook_events", before: { dead: 1 }, after: { count: 1, events: ["evt_1"] } },
      { subject: "declined_payments", before: {}, after: {} },
      { subject: "ann@example.com", before: {}, after: { with: "password_and_code" } },
      { subject: "lp", before: { picture_2: "" }, after: { picture_2: 'a "picture 2": of it' } },
      { subject: "ann@example.com", before: {}, after: {} },
    ]);
    expect(
      await read("select staff_name, staff_email from audit_entry where action = 'staff.sign_in_failed'"),
    ).toEqual([{ staff_name: "somebody", staff_email: "not_signed_in" }]);
    expect(await read("select reason from stock_movement order by id")).toEqual([
      { reason: "refund_succeeded" },
      { reason: "counted" },
      { reason: "From the old system" },
    ]);
    const rejections = await read("select reason from webhook_rejection order by received_at");
    expect(rejections.map(({ reason }) => readRejectionReason(String(reason)))).toEqual([
      { code: "no_signature", said: null },
      { code: "wrong_signature", said: "No match" },
      { code: "too_old", said: "Timestamp outside" },
    ]);
    const problems = await read(
      "select last_error as problem from service_status union all select error from webhook_attempt where error is not null",
    );
    expect(problems.map(({ problem }) => readStripeProblem(String(problem)))).toEqual([
      { code: "server_error", said: "503" },
      { code: null, said: "gone" },
      { code: "no_answer", said: "socket hang up" },
    ]);
    // The books are append-only as before, and take codes alone.
    await expect(client.query("update audit_entry set subject = 'x'")).rejects.toThrow();
    await expect(client.query("update stock_movement set reason = 'x'")).rejects.toThrow();
    await expect(client.query("update webhook_attempt set error = 'x'")).rejects.toThrow();
    await expect(
      client.query(
        "insert into audit_entry (at, staff_name, staff_email, action, subject, before, after) values (now(), 'A', 'a', 'Did it', 'x', '{}', '{}')",
      ),
    ).rejects.toThrow("audit_entry_action_is_code");
  });
});
