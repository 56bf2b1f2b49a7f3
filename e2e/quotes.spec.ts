import { expect, test } from "./fixtures.ts";

test("the price is another one than the page shows: what changed is said, nothing is charged, and the next press pays it", async ({
  customer,
  page,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const before = await customer.payButton.textContent();
  // As if shipping had cost 4.00 more when the page asked for the price.
  await shop.sql(
    `with latest as (select id, quote_number as number from checkout order by created_at desc limit 1),
       quote as (
         insert into checkout_quote
         select checkout_id, number + 1, subtotal_amount, discount_amount, shipping_amount + 400, tax_amount,
           total_amount + 400, now()
         from checkout_quote where (checkout_id, number) in (select id, number from latest)),
       line as (
         insert into checkout_quote_line
         select checkout_id, number + 1, position, discount_amount, tax_amount, total_amount
         from checkout_quote_line where (checkout_id, number) in (select id, number from latest))
     update checkout set quote_number = number + 1 from latest where checkout.id = latest.id`,
  );
  await page.reload();
  await expect(customer.payButton).not.toHaveText(before ?? "");
  await customer.fillDetails();
  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(
    page.getByText(/^The price has changed\. Shipping is now €\d+\.\d\d instead of €\d+\.\d\d\./),
  ).toBeVisible();
  await expect(customer.payButton).toHaveText(before ?? "");
  const intents = await shop.sql(
    `select s.stripe_id from payment_session s join checkout c on c.id = s.checkout_id
     where c.created_at = (select max(created_at) from checkout)`,
  );
  expect(intents).toEqual([]);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});
