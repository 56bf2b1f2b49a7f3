import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("a code that takes everything off makes an order without a payment, which staff see and cancel", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/discounts");
  await desk.getByRole("button", { name: "New discount" }).click();
  await desk.getByLabel("Name").fill("A present");
  await desk.getByLabel("Percent", { exact: true }).fill("100");
  await desk.getByRole("button", { name: "Create the discount" }).click();
  await desk.getByRole("button", { name: "Add a code" }).click();
  await dialog.getByLabel("Code").first().fill("PRESENT");
  await dialog.getByRole("button", { name: "Add the code" }).click();
  await expect(desk.getByText("Customers can use the code PRESENT now.")).toBeVisible();

  // Shipping is free for this much.
  await putOnSale(shop, { slug: "gift-box", title: "Gift Box", onHand: 1, price: 12_000 });
  await customer.putIntoCart("gift-box");
  await page.goto("/cart");
  await page.getByLabel("Discount code").fill("PRESENT");
  await page.getByLabel("Discount code").press("Enter");
  await expect(page.getByRole("complementary", { name: "Summary" })).toContainText("Total€0.00");
  await expect(page.getByRole("link", { name: "Checkout", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove the code PRESENT" }).click();
  await expect(page.getByRole("complementary", { name: "Summary" })).toContainText("Total€120.00");
  await customer.goToCheckout();
  await customer.fillDetails();
  await expect(customer.payButton).toHaveText("Pay €120.00");
  const cardFields = page.locator('iframe[title="Secure payment input frame"]');
  await expect(cardFields).toBeVisible();
  const codeField = page.getByLabel("Discount code");
  await codeField.fill("PRESENT");
  const place = () => codeField.evaluate((field) => Math.round(field.getBoundingClientRect().top));
  const before = await place();
  await codeField.press("Enter");
  const order = page.getByRole("button", { name: "Place order" });
  await expect(order).toBeVisible();
  expect(await place()).toBe(before); // nothing above has moved
  await expect(cardFields).toHaveCount(0);
  await expect(page.getByText("There is nothing to pay.")).toBeVisible();
  await expectAccessible(page);

  // Without the code it costs something again, at once.
  await page.getByRole("button", { name: "Remove the code PRESENT" }).click();
  await expect(customer.payButton).toHaveText("Pay €120.00");
  await expect(cardFields).toBeVisible();
  await codeField.fill("PRESENT");
  await codeField.press("Enter");
  await expect(order).toBeVisible();

  // What is left can be less than a payment: it is said before the press.
  await page.getByRole("button", { name: "Remove the code PRESENT" }).click();
  await shop.sql("update discount set percent_bps = 9980 where name = 'A present'");
  await codeField.fill("PRESENT");
  await codeField.press("Enter");
  await expect(customer.payButton).toHaveText("Pay €0.24");
  await expect(page.getByText(/^One payment has to be €0\.50 at least\./)).toBeVisible();
  await page.getByRole("button", { name: "Remove the code PRESENT" }).click();
  await expect(page.getByText(/^One payment has to be/)).toHaveCount(0);
  await shop.sql("update discount set percent_bps = 10000 where name = 'A present'");
  await codeField.fill("PRESENT");
  await codeField.press("Enter");
  await expect(order).toBeVisible();

  // Staff pause it before the press: nothing is ordered, and the page says why it costs something now.
  await shop.sql("update discount set paused_at = now() where name = 'A present'");
  await order.click();
  await expect(customer.payButton).toHaveText("Pay €120.00");
  await expect(page.getByText(/The total is now €120\.00 instead of €0\.00/)).toBeInViewport();
  await shop.sql("update discount set paused_at = null where name = 'A present'");
  await page.getByRole("button", { name: "Remove the code PRESENT" }).click();
  await codeField.fill("PRESENT");
  await codeField.press("Enter");
  await expect(order).toBeVisible();
  await order.dblclick();

  await expect(page.getByRole("heading", { level: 1, name: "Thank you, Ada." })).toBeVisible();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\.[\w-]+\?placed=true$/);
  await expect(customer.status).toContainText(
    "There was nothing to pay. We have written to customer@example.com.",
  );
  await expect(page.getByText("A present (PRESENT)").first()).toBeVisible();
  await expect(page.getByText("Confirmed, the order is final")).toBeVisible();
  await expectAccessible(page);
  const number = await customer.orderNumber();
  await expect(page.getByRole("link", { name: "Cart", exact: true })).toBeVisible(); // empty
  const [stored] = await shop.sql<{ sessions: number; orders: number }>(
    `select (select count(*) from payment_session s where s.checkout_id = o.checkout_id)::integer as sessions,
       (select count(*) from "order" where payment_state = 'not_required')::integer as orders
     from "order" o where number = $1`,
    [Number(number.slice(3))],
  );
  expect(stored).toEqual({ sessions: 0, orders: 1 });
  await page.goBack();
  await expect(page.getByRole("button", { name: /^(Pay|Place order)/ })).toHaveCount(0);
  await page.goForward();

  await clerk.open("/admin/orders?payment=not_required");
  await expect(desk.getByRole("row").filter({ hasText: /DT-\d+/ })).toHaveCount(1);
  await clerk.findOrder(number);
  await expect(desk.getByText("No payment needed: the total is €0.00.")).toBeVisible();
  await expect(clerk.action("Refund")).toBeDisabled();
  await clerk.action("Cancel order").click();
  await expect(dialog).toContainText("Nothing is refunded: nothing was paid.");
  await expect(dialog).toContainText("Put 1 × “Gift Box” back in stock.");
  await expectAccessible(desk);
  await dialog.getByLabel("Note").fill("They asked us to");
  await dialog.getByRole("button", { name: "Cancel the order" }).click();
  await expect(desk.getByText("The order is cancelled. 1 × “Gift Box”: back in stock.")).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([byOwner("order.cancel")]);

  await expect(customer.status).toContainText("Cancelled");
  await expect(customer.status).toContainText("Nothing was charged.");
  const [stock] = await shop.sql<{ on_hand: number }>(
    "select on_hand from stock_level s join variant v on v.id = s.variant_id where v.sku = 'GIFT-BOX-1'",
  );
  expect(stock?.on_hand).toBe(1);
  await context.close();
});
