import { Clerk } from "./clerk.ts";
import { buyByApi, CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import { foreignEvent } from "./foreign-event.ts";
import type { ShopProcess } from "./shop-process.ts";

const anHour = "now() + interval '1 hour'";

/** From now on Stripe fails whenever our server asks about this payment. Other payments go on. */
function failAt(shop: ShopProcess, intent: string): Promise<void> {
  const path = `/v1/payment_intents/${intent}$`;
  return shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path,
    status: 500,
  });
}

/** Buys, and nobody of ours gets to hear of it: the order stays provisional. Answers its number and its payment. */
async function buyWithoutWebhooks(shop: ShopProcess, slug: string) {
  const customer = await new CustomerByApi(shop).readyToPay(slug);
  const { paymentIntentId: intent } = customer.payment;
  await failAt(shop, intent);
  expect(await customer.pay()).toMatchObject({ status: "succeeded" });
  const { number } = await customer.placeOrder();
  return { number, intent };
}

/** Moves the next attempts of everything that works by itself away from this test. */
async function postpone(shop: ShopProcess, intent: string): Promise<void> {
  await shop.sql(
    `update checkout set next_sync_at = ${anHour}
     where id in (select checkout_id from payment_session where stripe_id = $1)`,
    [intent],
  );
  // A running job is due, too. It fails and is tried again, or waits under another key if Stripe seems to be away.
  const due = "task_identifier = 'sync-payment' and run_at < now() + interval '10 min'";
  await expect(async () => {
    await shop.sql(
      `select from graphile_worker.reschedule_jobs(array(
         select id from graphile_worker.jobs where ${due} and locked_at is null
       ), run_at := ${anHour})`,
    );
    expect(await shop.sql(`select from graphile_worker.jobs where ${due}`)).toHaveLength(0);
  }).toPass();
}

const audited = async (shop: ShopProcess, action: string, subject: string) => {
  const rows = await shop.sql<{ staff_email: string }>(
    "select staff_email from audit_entry where action = $1 and subject like $2",
    [action, subject],
  );
  return rows.map(({ staff_email }) => staff_email);
};

test("three stuck orders are synced by hand, and the one that fails is repaired from its own page", async ({
  page,
  shop,
}) => {
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  const stuck: { number: string; intent: string }[] = [];
  for (const slug of ["signal-path", "record-bag", "signal-path"]) {
    const order = await buyWithoutWebhooks(shop, slug);
    await postpone(shop, order.intent);
    stuck.push(order);
  }
  await shop.outside.noFaults();
  await failAt(shop, stuck[2]?.intent ?? "");

  const clerk = new Clerk(page);
  await clerk.open("/admin/sync");
  for (const { number } of stuck)
    await expect(page.getByRole("row").filter({ hasText: number })).toContainText("Confirmation");
  const earlier = await audited(shop, "sync.start", "payments");
  await page.getByRole("button", { name: "Sync all pending" }).click();
  await expect(page.getByText(/\d+ of \d+ payments done/)).toBeVisible();
  await expect(page.getByText(/Done with \d+ payments: .*1 failed/)).toBeVisible();
  const results = page.getByRole("table", { name: "Results" }).getByRole("row");
  const resultOf = (index: number) => results.filter({ hasText: stuck[index]?.number ?? "none" });
  await expect(resultOf(0)).toContainText("Confirmed now");
  await expect(resultOf(1)).toContainText("Confirmed now");
  await expect(resultOf(2)).toContainText("Stripe could not be reached");
  await page.reload();
  await expect(resultOf(2)).toContainText("Failed");
  expect(await audited(shop, "sync.start", "payments")).toEqual([...earlier, "owner@dualtrack.example"]);

  await shop.outside.noFaults();
  await resultOf(2).getByRole("link").click();
  await page.getByRole("button", { name: "Sync with Stripe" }).click();
  await expect(page.getByText("Synced with Stripe. Confirmed now.")).toBeVisible();
  await expect(page.getByText("Confirmed", { exact: true }).first()).toBeVisible();
  expect(await audited(shop, "sync.start", stuck[2]?.number ?? "")).toEqual(["owner@dualtrack.example"]);
});

test("who starts a sync and reads on is told its end on any page, also after a reload, once", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");
  // Stripe takes its time, so that there is some to leave the page in.
  await shop.outside.fault({
    kind: "api",
    action: "latency",
    when: "before",
    latencyMs: 3_000,
    method: "GET",
    path: "/v1/payment_intents/*",
  });
  await new Clerk(page).open(`/admin/orders?q=${number}`);
  await page.getByRole("checkbox", { name: `Select ${number}` }).check();
  await page.getByRole("button", { name: "Sync with Stripe" }).click();
  await expect(page.getByText(`Stripe is being asked about ${number}.`)).toBeVisible();
  await page.goto("/admin/stock");
  const notice = page.getByRole("status").filter({ hasText: "Sync finished" });
  await expect(notice).toContainText("Sync finished: 1 skipped.");
  await notice.getByRole("link", { name: "See what came of each" }).click();
  await expect(page).toHaveURL(/\/admin\/sync\?run=/);
  await expect(page.getByText("Done with 1 payment: 1 skipped.")).toBeVisible();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Done with 1 payment: 1 skipped.")).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test("a dead event is retried from the inbox, and the customer's order is confirmed", async ({
  page,
  shop,
}) => {
  const { number, intent } = await buyWithoutWebhooks(shop, "signal-path");
  await postpone(shop, intent);
  const ofSuccess = "type = 'payment_intent.succeeded' and object_id = $1";
  await expect(async () => {
    await shop.sql(`update webhook_event set attempts = 11 where ${ofSuccess} and state = 'failed'`, [
      intent,
    ]);
    await shop.sql(
      `select from graphile_worker.reschedule_jobs(array(
         select id from graphile_worker.jobs where task_identifier = 'handle-event' and locked_at is null
       ), run_at := now())`,
    );
    expect(await shop.sql(`select state from webhook_event where ${ofSuccess}`, [intent])).toEqual([
      { state: "dead" },
    ]);
  }).toPass();
  await shop.outside.noFaults();

  const clerk = new Clerk(page);
  await clerk.open(`/admin/webhooks?state=failed,dead&q=${number}`);
  const events = page.getByRole("table", { name: "Events" });
  const row = events.getByRole("row").filter({ hasText: "payment_intent.succeeded" });
  await expect(row).toContainText("Dead");
  await row.getByRole("link", { name: "payment_intent.succeeded" }).click();
  await expect(page.getByRole("table", { name: "Attempts" })).toContainText(
    "A fault that was asked of the sandbox",
  );
  await page.getByRole("button", { name: "Retry now" }).click();
  await expect(page.getByText("Processed", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Attempts" })).toContainText("It went well");

  const [event] = await shop.sql<{ id: string }>(`select id from webhook_event where ${ofSuccess}`, [intent]);
  expect(await audited(shop, "webhook.retry", event?.id ?? "")).toEqual(["owner@dualtrack.example"]);
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByText("Confirmed", { exact: true }).first()).toBeVisible();
});

test("a new event is announced in the inbox, and moves nothing until it is asked for", async ({
  page,
  shop,
}) => {
  await new Clerk(page).open();
  const rows = page.getByRole("table", { name: "Events" }).getByRole("row");
  await foreignEvent(shop);
  // A proxy answers for a server that is starting: the page asks for news again by itself.
  await page.route(/live\.changes/, (route) => route.fulfill({ status: 502 }), { times: 1 });
  await page.goto("/admin/webhooks?type=payment_intent.canceled");
  await expect(rows.nth(1)).toContainText("payment_intent.canceled");
  const before = await rows.count();
  await foreignEvent(shop);
  await page.getByRole("button", { name: "Show 1 new event" }).waitFor();
  expect(await rows.count()).toBe(before);
  await page.getByRole("button", { name: "Show 1 new event" }).click();
  await expect(rows).toHaveCount(before + 1);

  // Filters keep the focus, so that one can go on typing, and follow the address.
  const type = page.getByLabel("Type begins with");
  await type.fill("charge.");
  await type.press("Enter");
  await expect(page).toHaveURL(/type=charge/);
  await expect(type).toBeFocused();
  const from = page.getByLabel("From");
  await from.focus();
  await page.keyboard.type("05052031"); // a day, a month and, figure by figure, a year
  await expect(page).toHaveURL(/from=2031-05-05/);
  await expect(from).toBeFocused();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(from).toHaveValue("");
  await expect(type).toHaveValue("");
});
