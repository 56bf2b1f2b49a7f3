import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

/** What Stripe and the shop know of an order's money. */
async function moneyOf(shop: ShopProcess, number: string) {
  const [row] = await shop.sql<{ payment: string; received: number; state: string; invoices: number }>(
    `select p.status::text as payment, p.amount_received as received, o.payment_state::text as state,
       (select count(*) from invoice i where i.order_id = o.id)::integer as invoices
     from "order" o join payment p using (payment_intent_id) where o.number = $1`,
    [Number(number.slice(3))],
  );
  return row;
}

test("a product is charged when it ships: the customer is told, the parcel charges the card, and cancelling releases it", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "made-to-order", title: "Made to Order", onHand: 5 });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/products");
  await desk.getByRole("link", { name: "Made to Order" }).click();
  await desk.getByLabel("Charge the card when it ships").check();
  await expectAccessible(desk);
  await desk.getByRole("button", { name: "Save" }).first().click();
  await expect(desk.getByText(/saved/i).first()).toBeVisible();

  await page.goto("/products/made-to-order");
  await expect(page.getByText("charged when it ships")).toBeVisible();
  const orderButton = page.getByRole("button", { name: /^Order, and reserve €27\.90$/ });
  const buy = async () => {
    await customer.putIntoCart("made-to-order");
    await page.goto("/checkout");
    await expect(page.getByText(/Nothing is charged now\. Your bank reserves €2/)).toBeVisible();
    await customer.fillDetails();
    await customer.fillCard(cards.good);
    await expectAccessible(page);
    await orderButton.click();
    await expect(customer.status).toContainText("reserved on Visa 4242, and charged when your order ships");
    await expectAccessible(page);
    return customer.orderNumber();
  };

  const shipped = await buy();
  expect(await moneyOf(shop, shipped)).toEqual({
    ...{ payment: "requires_capture", received: 0, state: "authorized", invoices: 0 },
  });
  await clerk.openOrder(shipped);
  await expect(desk.getByText("Authorized").first()).toBeVisible();
  await expect(desk.getByText("It is charged when the order ships")).toBeVisible();
  await expect(clerk.action("Refund")).toBeDisabled();
  await expectAccessible(desk);
  await clerk.action("Ship").click();
  await dialog.getByLabel("Carrier").selectOption("DHL");
  await dialog.getByRole("button", { name: "Mark as shipped" }).click();
  await expect(desk.getByText("Card charged")).toBeVisible();
  await expect(desk.getByText("Paid", { exact: true }).first()).toBeVisible();
  expect(await moneyOf(shop, shipped)).toEqual({
    ...{ payment: "succeeded", received: 2_790, state: "paid", invoices: 1 },
  });
  await expect(customer.status).toContainText("On its way");
  await expect(customer.status).toContainText("€27.90 paid with Visa 4242");

  const cancelled = await buy();
  expect(cancelled).not.toBe(shipped);
  await clerk.openOrder(cancelled);
  await clerk.action("Cancel order").click();
  await expect(dialog).toContainText(
    "Release the €27.90 that are reserved on Visa 4242. Nothing is charged.",
  );
  await expect(dialog).toContainText("Put 1 × “Made to Order” back in stock.");
  await dialog.getByRole("button", { name: "Cancel the order" }).click();
  await expect(desk.getByText("Card released, nothing charged")).toBeVisible();
  await expect(customer.status).toContainText(
    "Nothing was charged. The €27.90 that were reserved on Visa 4242 are released",
  );

  const early = await buy();
  await clerk.openOrder(early);
  await desk.getByRole("button", { name: "Charge €27.90" }).click();
  await expect(dialog).toContainText("Charge all of €27.90 to Visa 4242.");
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Charge €27.90" }).dblclick();
  await expect(desk.getByText("€27.90 are charged.")).toBeVisible();
  await expect(page.getByText("We charged your card €27.90, as reserved")).toBeVisible();
  expect(await auditOf(shop, early)).toEqual([byOwner("order.capture")]);
  await context.close();
});
