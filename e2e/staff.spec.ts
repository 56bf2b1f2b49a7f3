import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

async function paymentIntentOf(shop: ShopProcess, number: string): Promise<string> {
  const [order] = await shop.sql<{ payment_intent_id: string }>(
    'select payment_intent_id from "order" where number = $1',
    [Number(number.replace("DT-", ""))],
  );
  return order?.payment_intent_id ?? "";
}

async function refundsAtStripe(shop: ShopProcess, number: string): Promise<number[]> {
  const response = await fetch(
    `${shop.stripeUrl}/v1/refunds?payment_intent=${await paymentIntentOf(shop, number)}`,
    {
      headers: { authorization: "Bearer sk_test_sandbox" },
    },
  );
  const { data } = (await response.json()) as { data: { amount: number; status: string }[] };
  return data.map(({ amount }) => amount);
}

/** Somebody refunds in Stripe's dashboard. Answers the refund's id. */
async function refundAtStripe(shop: ShopProcess, number: string, amount: number): Promise<string> {
  const response = await fetch(`${shop.stripeUrl}/v1/refunds`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_sandbox" },
    body: new URLSearchParams({
      payment_intent: await paymentIntentOf(shop, number),
      amount: String(amount),
    }),
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

test("staff find an order and refund all of it, though the webhook is lost; the customer's page follows", async ({
  page,
  shop,
}) => {
  const { number, path } = await buyByApi(shop, "signal-path");
  const clerk = new Clerk(page);
  await clerk.findOrder(number);
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  await clerk.action("Refund").click();
  await clerk.dialog.getByRole("button", { name: "Refund €23.90" }).click();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(page.getByText("Refunded", { exact: true }).first()).toBeVisible();

  expect(await refundsAtStripe(shop, number)).toEqual([2390]);
  expect(await auditOf(shop, number)).toEqual([byOwner("order.refund")]);
  await page.goto(path);
  await expect(page.getByText(/Your refund of €23\.90 is done/)).toBeVisible();
});

test("a refund by line gives back that line and puts it on the shelf again", async ({ page, shop }) => {
  const { number } = await buyByApi(shop, "concrete-weather", "record-bag");
  const stock = async () => {
    const [row] = await shop.sql<{ on_hand: number }>(
      "select on_hand from stock_level join variant on id = variant_id where sku = 'CONCRETE-WEATHER-1'",
    );
    return row?.on_hand ?? Number.NaN;
  };
  const before = await stock();
  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  await clerk.action("Refund").click();
  await clerk.dialog.getByText("By line", { exact: true }).click();
  await clerk.dialog.getByRole("button", { name: "One more of Concrete Weather" }).click();
  await clerk.dialog.getByRole("checkbox", { name: "Put Concrete Weather back in stock" }).check();
  await clerk.dialog.getByRole("button", { name: "Refund €22.00" }).click();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(page.getByText("Partly refunded").first()).toBeVisible();
  expect(await refundsAtStripe(shop, number)).toEqual([2200]);
  expect(await stock()).toBe(before + 1);
  await expect(page.getByText("Put back +1 Concrete Weather, Refund succeeded")).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([byOwner("order.refund")]);
});

test("two clerks refund the same order at once: the money goes back once", async ({
  page,
  browser,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");
  const clerks = [
    new Clerk(page),
    new Clerk(await (await browser.newContext({ baseURL: shop.url })).newPage()),
  ];
  for (const clerk of clerks) {
    await clerk.openOrder(number);
    await clerk.action("Refund").click();
  }
  await Promise.all(
    clerks.map(({ dialog }) => dialog.getByRole("button", { name: "Refund €23.90" }).dblclick()),
  );
  await expect(async () => {
    expect(await refundsAtStripe(shop, number)).toEqual([2390]);
  }).toPass();
  expect(await auditOf(shop, number)).toEqual([byOwner("order.refund")]);
  await clerks[1]?.page.context().close();
});

test("a refund made at Stripe whose webhook is lost appears after a sync; when the bank sends it back, it is tried again from Home", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "signal-path");
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  const refundId = await refundAtStripe(shop, number, 500);
  const clerk = new Clerk(page);
  await clerk.open(`/admin/orders?q=${number}`);
  const row = page.getByRole("row").filter({ hasText: number });
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Sync with Stripe" }).click();
  await expect(row).toContainText("Partly refunded");
  // The hourly reconciliation may have been quicker, so the row alone says nothing about the sync.
  await expect(async () => {
    expect(await auditOf(shop, number)).toEqual([byOwner("sync.start")]);
  }).toPass();

  await page.getByRole("link", { name: number }).click();
  await expect(page.getByText(/Made at Stripe, .*no reason was given there/)).toBeVisible();
  await expect(page.getByText("€5.00 was refunded at Stripe. Where are the goods?")).toBeVisible();
  await shop.outside.noFaults();
  await shop.outside.decideRefund(refundId, { outcome: "fail" });
  await expect(page.getByText(/The customer did not get this €5\.00/)).toBeVisible();
  await page.goto("/admin/orders?attention=yes");
  await expect(row).toContainText("A refund failed");

  // Home leads to the dialog; what is said of the new refund follows it, until it fails, too.
  await page.goto("/admin/");
  await page.getByRole("link", { name: number }).first().click();
  await expect(clerk.dialog).toContainText("The card has expired, or the account was closed.");
  await clerk.dialog.getByRole("button", { name: "Refund €5.00" }).click();
  await expect(page.getByText(/€5\.00 to Visa 4242: sent/)).toBeVisible();
  await expect(page).not.toHaveURL(/refund=/);
  const [again] = await shop.sql<{ id: string }>(
    `select stripe_refund_id as id from refund
     where retry_of_id = (select id from refund where stripe_refund_id = $1) and stripe_refund_id is not null`,
    [refundId],
  );
  await shop.outside.decideRefund(again?.id, { outcome: "fail", reason: "declined" });
  await expect(page.getByText(/€5\.00 to Visa 4242: sent/)).toHaveCount(0);
  await expect(page.getByText("The customer's bank declined it.")).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([byOwner("sync.start"), byOwner("order.retry_refund")]);
});

test("cancelling an order gives back the money and the goods, and says so beforehand", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "record-bag");
  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  await clerk.action("Cancel order").click();
  await expect(clerk.dialog).toContainText("€21.90");
  await clerk.dialog.getByRole("button", { name: "Cancel and refund €21.90" }).click();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
  await expect(async () => {
    expect(await refundsAtStripe(shop, number)).toEqual([2190]);
  }).toPass();
  expect(await auditOf(shop, number)).toEqual([byOwner("order.cancel")]);
});

test("staff write a note and resend the confirmation; both are in the audit log", async ({ page, shop }) => {
  const { number } = await buyByApi(shop, "signal-path");
  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  await page.getByLabel("New note").fill("Called: wants it rolled, not folded.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("Called: wants it rolled, not folded.")).toBeVisible();
  await clerk.action("Resend confirmation").click();
  await clerk.dialog.getByRole("button", { name: /Send/ }).click();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(async () => {
    expect(await auditOf(shop, number)).toEqual([
      byOwner("order.note"),
      byOwner("order.resend_confirmation"),
    ]);
  }).toPass();
  await page.goto("/admin/audit");
  await expect(page.getByRole("row").filter({ hasText: number }).first()).toBeVisible();
});

test("a filtered list can be shared by its address", async ({ page, shop }) => {
  const { number } = await buyByApi(shop, "signal-path");
  const clerk = new Clerk(page);
  await clerk.open(`/admin/orders?q=${number}`);
  await expect(page.getByRole("row").filter({ hasText: /DT-/ })).toHaveCount(1);
  await page.goto("/admin/orders?q=nobody-at-all");
  await expect(page.getByRole("button", { name: /clear/i }).first()).toBeVisible();
});
