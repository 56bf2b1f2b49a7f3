import { expect, test } from "./fixtures.ts";

test("shipping costs more than the page says when Pay is pressed: what changed is said, nothing is charged, and the next press pays it", async ({
  customer,
  page,
  shop,
}) => {
  const raise = (by: number) => shop.sql("update shipping_rate_band set amount = amount + $1", [by]);
  await customer.readyToPay("signal-path");
  const before = (await customer.payButton.textContent()) ?? "";
  await raise(400);
  try {
    await customer.payButton.click();
    await expect(
      page.getByText(
        /^The price has changed\. Shipping is now €\d+\.\d\d instead of €\d+\.\d\d\. The total is now/,
      ),
    ).toBeVisible();
    await expect(customer.payButton).not.toHaveText(before);
    const intents = await shop.sql(
      `select s.stripe_id from payment_session s join checkout c on c.id = s.checkout_id
       where c.created_at = (select max(created_at) from checkout)`,
    );
    expect(intents).toEqual([]);
    await customer.payButton.click();
    await expect(customer.status).toContainText("Confirmed");
  } finally {
    await raise(-400);
  }
});
