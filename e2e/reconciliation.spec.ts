import { randomUUID } from "node:crypto";
import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** Makes a refund that the books have and Stripe has not, an hour old. Answers its id. */
async function loseRefund(shop: ShopProcess, number: string): Promise<string> {
  const id = randomUUID();
  await expect(async () => {
    const inserted = await shop.sql(
      `insert into refund (id, payment_intent_id, amount, currency, reason, state, stripe_refund_id, created_at)
       select $1::uuid, payment_intent_id, 500, currency, 'requested_by_customer', 'succeeded', 're_lost_' || number, now() - interval '1 hour'
       from "order" where number = $2 and state = 'confirmed' returning id`,
      [id, Number(number.replace(/\D/g, ""))],
    );
    expect(inserted).toHaveLength(1);
  }).toPass();
  return id;
}

const dayBefore = () => new Date(Date.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);

test("staff compare two days with Stripe, find a refund that it never got, and send it with one press", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");
  const lostId = await loseRefund(shop, number);
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open("/admin/reconciliation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reconciliation");

  const today = await page.getByLabel("Last day").inputValue();
  await page.getByLabel("First day").fill(today);
  await page.getByLabel("Last day").fill(dayBefore());
  await page.getByRole("button", { name: "Compare with Stripe" }).click();
  await expect(page.getByText("The last day is before the first")).toBeVisible();
  await page.getByLabel("First day").fill(dayBefore());
  await page.getByLabel("Last day").fill(today);
  await page.getByRole("button", { name: "Compare with Stripe" }).click();
  const report = page.getByRole("region", { name: `Reconciliation of ${dayBefore()} to ${today}` });
  await expect(report).toContainText("Complete");
  await expect(report).toContainText("Payments");

  const row = page.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText("Refund not at Stripe");
  await expect(row).toContainText("€5.00");
  await expectAccessible(page);
  await clerk.open("/admin/");
  await expect(page.getByText("Stripe and the books differ, 1 time")).toBeVisible();

  await clerk.openOrder(number);
  await expect(page.getByText("Stripe and the books differ: Refund not at Stripe")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Repair or dismiss it" }).click();
  await row.getByRole("button", { name: "Send the refund again" }).click();
  await expect(dialog).toContainText("The books say €5.00, Stripe says €0.00.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Send the refund again" }).click();
  await expect(page.getByText(`${number}: The refund is being sent again.`)).toBeVisible();
  await expect(page.getByText("None matches")).toBeVisible();
  await page.getByRole("radiogroup", { name: "Show" }).getByText("Closed").click();
  await expect(row).toContainText("Repaired");
  expect(await auditOf(shop, number)).toContain(byOwner("discrepancy.repair"));
  await expect
    .poll(() =>
      shop.sql("select state from refund where $1 in (id, retry_of_id) order by created_at", [lostId]),
    )
    .toEqual([{ state: "failed" }, { state: "succeeded" }]);
  await expectAccessible(page);
});

test("on a phone, a discrepancy is dismissed with a reason, and told no more", async ({ page, shop }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { number } = await buyByApi(shop, "signal-path");
  const lostId = await loseRefund(shop, number);
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open("/admin/reconciliation");
  await page.getByLabel("First day").fill(dayBefore());
  await page.getByRole("button", { name: "Compare with Stripe" }).click();
  const row = page.getByRole("row").filter({ hasText: number });
  await row.getByRole("button", { name: "Dismiss" }).click();
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await expect(dialog.getByText("Say why")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Paid in cash at the counter");
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("Dismissed. It is told again only if its amounts change.")).toBeVisible();
  await page.getByRole("button", { name: "Compare with Stripe" }).click();
  await expect(page.getByText("Complete").first()).toBeVisible();
  await expect(row).toHaveCount(0);
  await clerk.open(`/admin/reconciliation?show=closed&q=${number}`);
  await expect(row).toContainText("“Paid in cash at the counter”");
  await expectAccessible(page);
  // It was made up: the books of this shop are audited in the end. It may have got a credit note meanwhile, which is never deleted otherwise.
  await shop.sql(
    `with free as materialized (select set_config('session_replication_role', 'replica', true) as role)
     delete from invoice where refund_id = $1 and (select role from free) = 'replica'`,
    [lostId],
  );
  await shop.sql("delete from refund where id = $1", [lostId]);
});

/** A payout of one order, as a run reads it, and one that the bank has sent back. */
async function makePayouts(shop: ShopProcess, number: string): Promise<void> {
  await expect(async () => {
    const made = await shop.sql(
      `with o as (select payment_intent_id as pi, total_amount as total, currency from "order" where number = $1 and state = 'confirmed'),
        p as (
          insert into payout (id, state, amount, currency, is_automatic, created_at, arrives_at, itemized_at, transactions, charges, fees, net,
            adds_up, observed_at)
          select 'po_' || $2, 'paid', total - 25, currency, true, now(), '2026-11-30', now(), 1, total, 25, total - 25, true, now() from o
          returning id
        )
      insert into balance_transaction (id, category, type, amount, fee, net, currency, source_id, payment_intent_id, payout_id, created_at,
        available_at)
      select 'txn_' || $2, 'charge', 'charge', total, 25, total - 25, currency, 'ch_' || $2, pi, p.id, now(), now() from o, p
      returning id`,
      [Number(number.replace(/\D/g, "")), number.replace(/\D/g, "")],
    );
    expect(made).toHaveLength(1);
  }).toPass();
  await shop.sql(
    `insert into payout (id, state, amount, currency, is_automatic, created_at, arrives_at, failure_code, failure_message, observed_at)
     values ('po_back', 'failed', 1234500, 'eur', true, now(), '2026-11-29', 'account_closed', 'The bank account has been closed.', now())`,
  );
}

test("staff see what arrives at the bank, of which orders it consists, and which payout came back", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");
  const clerk = new Clerk(page);
  await clerk.open("/admin/payouts");
  await expect(page.getByText("There was no payout yet")).toBeVisible();
  await expectAccessible(page);
  await makePayouts(shop, number);

  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "Sent back" })).toContainText("has been closed");
  const row = page.getByRole("row").filter({ hasText: "Adds up" });
  await expect(row).toContainText("−€0.25");
  await expectAccessible(page);
  await page.getByLabel("State").selectOption("failed");
  await expect(row).toHaveCount(0);
  await page.getByLabel("State").selectOption("");
  await row.getByRole("link").click();
  await expect(page.getByRole("region", { name: "How it adds up" })).toContainText("Adds up");
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("link", { name: number }).click();
  const balance = page.getByRole("region", { name: "Fee and payout" });
  await expect(balance).toContainText("€0.25");
  await balance.getByRole("link", { name: "Payout of 30 Nov 2026" }).click();
  await expectAccessible(page);
  await clerk.open("/admin/payouts/po_back");
  await expect(page.getByText("The bank account has been closed.")).toBeVisible();
  await clerk.open("/admin/payouts/po_none");
  await expect(page.getByText("There is no payout po_none on record")).toBeVisible();
});
