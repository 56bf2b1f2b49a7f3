import type { Page } from "@playwright/test";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { buyByApi, CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

// Dialogs of staff that are rarely needed: each is opened, submitted, and says what has happened.

async function atStripe<Answer>(
  shop: ShopProcess,
  path: string,
  body?: Record<string, string>,
): Promise<Answer> {
  const answer = await fetch(`${shop.stripeUrl}/v1/${path}`, {
    headers: { authorization: "Bearer sk_test_sandbox" },
    ...(body === undefined ? {} : { method: "POST", body: new URLSearchParams(body) }),
  });
  return answer.json() as Promise<Answer>;
}

async function paymentOf(shop: ShopProcess, number: string): Promise<{ id: string; charge: string }> {
  const [order] = await shop.sql<{ id: string }>(
    'select payment_intent_id as id from "order" where number = $1',
    [Number(number.replace("DT-", ""))],
  );
  const { id = "" } = order ?? {};
  const { latest_charge: charge } = await atStripe<{ latest_charge: string }>(shop, `payment_intents/${id}`);
  return { id, charge };
}

async function orderWithFraudWarning(shop: ShopProcess, page: Page): Promise<string> {
  const { number } = await buyByApi(shop, "night-shift");
  const { charge } = await paymentOf(shop, number);
  await new Clerk(page).openOrder(number);
  await shop.outside.warnOfFraud(charge);
  await expect(page.getByRole("group", { name: "Fraud warning" })).toBeVisible();
  return number;
}

test("a fraud warning: one order is kept, another is refunded and cancelled before there is a dispute", async ({
  page,
  shop,
}) => {
  await putOnSale(shop, { slug: "night-shift", title: "Night Shift", onHand: 5 });
  const { dialog } = new Clerk(page);
  const kept = await orderWithFraudWarning(shop, page);
  await page.getByRole("button", { name: "Keep the order" }).click();
  await dialog.getByLabel("Note").fill("Ada called from her own number");
  await dialog.getByRole("button", { name: "Keep the order" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("The order is kept.")).toBeVisible();
  await expect(page.getByText("has looked at it and keeps the order")).toBeVisible();
  expect(await auditOf(shop, kept)).toEqual([byOwner("fraud_warning.dismiss")]);

  const refunded = await orderWithFraudWarning(shop, page);
  await page.getByRole("button", { name: "Refund and cancel before it becomes a dispute" }).click();
  await expect(dialog).toContainText("Stripe is told that it was fraud");
  await dialog.getByRole("button", { name: /^Refund €[\d.]+ and cancel$/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
  expect(await auditOf(shop, refunded)).toEqual([byOwner("order.cancel")]);
});

test("goods of a refund made at Stripe: where they are is recorded, they come back later, and the failed money is paid another way", async ({
  page,
  shop,
}) => {
  await putOnSale(shop, { slug: "day-shift", title: "Day Shift", onHand: 5 });
  const { number } = await buyByApi(shop, "day-shift");
  const { id } = await paymentOf(shop, number);
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.openOrder(number);
  const refund = await atStripe<{ id: string }>(shop, "refunds", { payment_intent: id, amount: "500" });
  await page.getByRole("button", { name: "Say where they are" }).click();
  await dialog.getByRole("button", { name: "One more of Day Shift not coming back" }).click();
  await expect(dialog).toContainText("not to be sent, and not in stock");
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Where the goods are is recorded.")).toBeVisible();

  await page.getByRole("button", { name: "Goods are back in stock" }).click();
  await expect(dialog.getByRole("button", { name: "Put in stock" })).toBeDisabled();
  await dialog.getByRole("button", { name: "One more of Day Shift" }).click();
  await dialog.getByRole("button", { name: "Put in stock" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("1 × “Day Shift”: back in stock.").first()).toBeVisible();

  await shop.outside.decideRefund(refund.id, { outcome: "fail" });
  await page.getByRole("button", { name: "Paid another way" }).first().click();
  await expect(dialog.getByRole("button", { name: "Record as paid" })).toBeDisabled();
  await dialog.getByLabel("How it was paid").fill("Bank transfer of today");
  await dialog.getByRole("button", { name: "Record as paid" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("€5.00: recorded as paid another way.")).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([
    byOwner("order.decide_refund_goods"),
    byOwner("order.return_goods"),
    byOwner("order.pay_refund_another_way"),
  ]);
});

test("a reservation is extended, and a threshold of low stock is set", async ({ page, shop }) => {
  await putOnSale(shop, { slug: "long-shift", title: "Long Shift", onHand: 5 });
  await new CustomerByApi(shop).readyToPay("long-shift");
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open("/admin/reservations");
  const row = page.getByRole("row").filter({ hasText: "Long Shift" });
  const name = /CO-[0-9A-F]{8}/.exec((await row.textContent()) ?? "")?.[0] ?? "";
  await row.getByRole("button", { name: "Extend" }).click();
  await dialog.getByText("30 min", { exact: true }).click();
  await dialog.getByRole("button", { name: "Extend by 30 min" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/Long Shift: held for customer@example.com until/)).toBeVisible();
  expect(await auditOf(shop, name)).toEqual([byOwner("reservation.extend")]);

  const [variant] = await shop.sql<{ id: string }>("select id from variant where sku = 'LONG-SHIFT-1'");
  await clerk.open(`/admin/stock/${variant?.id}`);
  await page.getByRole("button", { name: "Low-stock threshold" }).click();
  await dialog.getByLabel("Low at this many free units").fill("");
  await expect(dialog).toContainText("Nothing changes yet.");
  await dialog.getByLabel("Low at this many free units").fill("3");
  await dialog.getByRole("button", { name: "Set the threshold" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Staff are warned when 3 or fewer are free.")).toBeVisible();
  expect(await auditOf(shop, "LONG-SHIFT-1")).toEqual([byOwner("stock.set_threshold")]);
});
