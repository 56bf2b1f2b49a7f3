import { Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";

test("goods to Hong Kong, the bill to London: each address, phone and note arrive where they are needed", async ({
  customer,
  page,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const delivery = page.getByRole("group", { name: "Delivery address" });
  await page.getByLabel("E-mail").fill("black&white@bücher.example");
  await page.getByLabel("Phone").fill("+852 2123 4567");
  await delivery.getByLabel("Full name").fill("Ada Example");
  await delivery.getByLabel("Country").selectOption("US");
  await delivery.getByLabel("ZIP code").fill("1010");
  await delivery.getByLabel("ZIP code").blur();
  await expect(delivery.getByText("ZIP code looks like 94103")).toBeVisible();

  // The other country has no codes and other names for its parts; what was typed comes back with the first one.
  await delivery.getByLabel("Country").selectOption("AT");
  await expect(delivery.getByLabel("Postal code")).toHaveValue("1010");
  await expect(delivery.getByText("looks like")).toBeHidden();
  await delivery.getByLabel("Country").selectOption("HK");
  await expect(delivery.getByLabel("Postal code")).toBeHidden();
  await delivery.getByLabel("Street and number").fill("8 Queen's Road");
  await delivery.getByLabel("District").fill("Central");
  await delivery.getByLabel("Note for us").fill("Ring twice.\nThen wait.");

  await page.getByLabel("The same as the delivery address").uncheck();
  const billing = page.getByRole("group", { name: "Billing address" });
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(billing.getByText("Name is missing")).toBeVisible();
  await expect(billing.getByLabel("Name on the bill")).toBeFocused();
  await billing.getByLabel("Name on the bill").fill("Example Ltd");
  await billing.getByLabel("Country").selectOption("GB");
  await billing.getByLabel("Street and number").fill("1 Long Road");
  await billing.getByLabel("Town or city").fill("London");
  await billing.getByLabel("Postcode").fill("sw1a1aa");
  await page.reload();
  await expect(billing.getByLabel("Postcode")).toHaveValue("sw1a1aa");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByText("SW1A 1AA")).toBeVisible();
  const number = await customer.orderNumber();

  const [order] = await shop.sql<{ payment_intent_id: string }>(
    'select payment_intent_id from "order" where number = $1',
    [Number(number.slice(3))],
  );
  const answer = await fetch(
    `${shop.stripeUrl}/v1/payment_intents/${order?.payment_intent_id}?expand[]=latest_charge`,
    { headers: { authorization: "Bearer sk_test_sandbox" } },
  );
  const intent = (await answer.json()) as { shipping: object; latest_charge: { billing_details: object } };
  expect(intent.shipping).toMatchObject({
    name: "Ada Example",
    phone: "+852 2123 4567",
    address: { line1: "8 Queen's Road", city: "Central", country: "HK", postal_code: null },
  });
  expect(intent.latest_charge.billing_details).toMatchObject({
    name: "Example Ltd",
    email: "black&white@xn--bcher-kva.example",
    address: { line1: "1 Long Road", city: "London", postal_code: "SW1A 1AA", country: "GB" },
  });

  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  const about = page.getByRole("region", { name: "Customer" });
  await expect(about.getByText("8 Queen's Road\nCentral\nHong Kong")).toBeVisible();
  await expect(about.getByText("Example Ltd\n1 Long Road\nLondon\nSW1A 1AA\nUnited Kingdom")).toBeVisible();
  await expect(about.getByRole("link", { name: "+852 2123 4567" })).toHaveAttribute(
    "href",
    "tel:+85221234567",
  );
  await expect(about.getByRole("link", { name: "black&white@bücher.example" })).toBeVisible();
  await clerk.action("Ship").click();
  await expect(clerk.dialog.getByText("Ring twice.\nThen wait.")).toBeVisible();
});
