import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";
import { walletOn } from "./wallet.ts";

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
    await expect(page.getByText(/Nothing is charged now\. Your bank reserves €\d/)).toBeVisible();
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
  await expect(dialog).toContainText("Charge €27.90 to Visa 4242.");
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Charge €27.90" }).dblclick();
  await expect(desk.getByText("€27.90 are charged.")).toBeVisible();
  await expect(page.getByText("We charged your card €27.90, as reserved")).toBeVisible();
  expect(await auditOf(shop, early)).toEqual([byOwner("order.capture")]);
  await context.close();
});

test("a part is cancelled before the card is charged, or with the parcel: only the rest is charged, also of a wallet", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const long = "Two Hundred Hand-Numbered Sleeves for Records That Nobody Has Pressed Yet";
  await putOnSale(shop, { slug: "pressed-later", title: "Pressed Later", onHand: 9 });
  await putOnSale(shop, { slug: "long-sleeve", title: long, onHand: 9, price: 700 });
  await shop.sql("update product set captures_on_shipment = true where slug = $1", ["pressed-later"]);
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  const fillCart = async () => {
    for (const slug of ["pressed-later", "pressed-later", "long-sleeve"]) await customer.putIntoCart(slug);
    await page.goto("/checkout");
  };

  await fillCart();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await page.getByRole("button", { name: "Order, and reserve €56.90" }).click();
  await expect(customer.status).toContainText("€56.90 reserved on Visa 4242, and charged when your order");
  const number = await customer.orderNumber();
  await clerk.openOrder(number);
  await clerk.action("Cancel a part").click();
  await dialog.getByRole("button", { name: "One more of Pressed Later" }).click();
  await expect(dialog).toContainText("Cancel 1 × “Pressed Later”: €34.90 are charged instead of €56.90.");
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Cancel this part" }).dblclick();
  await expect(desk.getByText("€34.90 are charged when it ships.")).toBeVisible();
  await expect(desk.getByText("A part cancelled, not charged")).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([byOwner("order.cancel_part")]);
  await expect(page.getByRole("heading", { name: "Cancelled, not charged" })).toBeVisible();
  await expect(customer.status).toContainText("We charge €34.90 of it when your order ships");
  await expectAccessible(page);

  await clerk.action("Ship").click();
  await dialog.getByRole("button", { name: `One less of ${long}` }).click();
  await dialog
    .getByRole("radio", { name: "Charge €27.90, and cancel the rest: it goes back in stock" })
    .check();
  await expectAccessible(desk);
  await dialog.getByLabel("Carrier").selectOption("DHL");
  await dialog.getByRole("button", { name: "Mark as shipped" }).click();
  await expect(desk.getByText("Card charged")).toBeVisible();
  expect(await moneyOf(shop, number)).toMatchObject({ payment: "succeeded", state: "paid", invoices: 1 });
  const [charged] = await shop.sql<{ charged: number; invoiced: number }>(
    `select o.total_amount - o.uncaptured_amount as charged, i.total_amount as invoiced
     from "order" o join invoice i on i.order_id = o.id where o.number = $1`,
    [Number(number.slice(3))],
  );
  expect(charged).toEqual({ charged: 2_790, invoiced: 2_790 });
  await expect(customer.status).toContainText("On its way");
  await expect(customer.status).toContainText("€27.90 paid with Visa 4242");
  await expect(page.getByText("Charged", { exact: true })).toBeVisible();
  await expect(page.getByText("To pay")).toHaveCount(0);
  await expect(page.getByText("€4.64")).toBeVisible(); // The VAT of what was charged, as on the invoice.

  await fillCart();
  const wallet = walletOn(page);
  await wallet.button.click();
  await wallet.shipTo(/^Toni Muster/);
  await wallet.payButton.click();
  await expect(customer.status).toContainText(
    "reserved on Google Pay Visa 4242, and charged when your order",
  );
  const byWallet = await customer.orderNumber();
  expect(await moneyOf(shop, byWallet)).toMatchObject({ payment: "requires_capture", state: "authorized" });
  await clerk.openOrder(byWallet);
  await desk.getByRole("button", { name: /^Charge €/ }).click();
  await dialog.getByRole("button", { name: /^Charge €/ }).click();
  await expect(customer.status).toContainText("paid with Google Pay Visa 4242");
  await context.close();
});
