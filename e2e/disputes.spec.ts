import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";

test("a declined card and a disputed payment: both are seen, the dispute is answered, and the money is back", async ({
  customer,
  page,
  shop,
}) => {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(message.text());
  });
  const payer = await new CustomerByApi(shop).readyToPay("signal-path");
  expect(await payer.pay("pm_card_chargeDeclined")).toMatchObject({ error: { code: "card_declined" } });
  expect(await payer.pay("pm_card_createDispute")).toMatchObject({ status: "succeeded" });
  const { number, path } = await payer.placeOrder();
  await page.goto(path);
  await expect
    .poll(async () => {
      await page.reload();
      return customer.status.textContent();
    })
    .toContain("Your bank is looking at this payment");
  await expect(page.getByText(/fraud|dispute/i)).toHaveCount(0);

  // Home shows it first, with the amount and the deadline, and links to it.
  const clerk = new Clerk(page);
  await clerk.open();
  const attention = page.getByRole("region", { name: "What needs attention" });
  await expect(attention.getByRole("link").first()).toHaveText("A dispute waits for your answer");
  await expect(attention).toContainText(/€[\d.]+, until .* \(\d+ days left\)/);
  await attention.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Disputes" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: number })).toContainText("Needs an answer");
  await expectAccessible(page);
  await page.goto(`/admin/declines?q=${number}`);
  await expect(page.getByRole("row").filter({ hasText: number })).toContainText("the bank refused", {
    ignoreCase: true,
  });
  await expectAccessible(page);

  // Shipping asks for confirmation first, and a refund is not offered.
  await page.goto(`/admin/orders/${number}`);
  await expect(page.getByRole("heading", { name: /disputed: fraudulent/ })).toBeVisible();
  await expect(page.getByText(/Answer until .* \(\d+ days left\)/)).toBeVisible();
  await expectAccessible(page);
  await expect(clerk.action("Refund")).toHaveAttribute("aria-disabled", "true");
  await clerk.action("Ship").click();
  await expect(clerk.dialog).toContainText("has taken the money back");
  await expect(clerk.dialog.getByRole("button", { name: "Mark as shipped" })).toBeDisabled();
  await clerk.dialog.getByLabel(/Ship it all the same/).check();
  await expect(clerk.dialog.getByRole("button", { name: "Mark as shipped" })).toBeEnabled();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  // The form begins with the shop's data, is saved as a draft, and is submitted once.
  await page.getByRole("button", { name: "Answer dispute" }).click();
  await expect(page.getByLabel("E-mail address")).toHaveValue("customer@example.com");
  await expectAccessible(page);
  await page.getByLabel("What else the bank should know").fill("winning_evidence");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("The draft is saved at Stripe.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("What else the bank should know")).toHaveValue("winning_evidence");
  await page.getByRole("button", { name: "Submit to the bank…" }).click();
  await expect(clerk.dialog).toContainText("They can’t be changed");
  await expectAccessible(page);
  await clerk.dialog.getByRole("button", { name: "Submit to the bank" }).click();
  await expect(page.getByText("What was sent to the bank")).toBeVisible();
  expect(violations).toEqual([]);

  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await expect(page.getByRole("heading", { name: /Dispute won/ })).toBeVisible();
  await expect(page.getByText("Paid", { exact: true })).toBeVisible();
  expect(await auditOf(shop, number)).toEqual([byOwner("dispute.save"), byOwner("dispute.submit")]);
  await page.goto("/admin/");
  await expect(attention.getByRole("heading").first()).toBeVisible();
  await expect(attention.getByText("A dispute waits for your answer")).toHaveCount(0);
  await page.goto(path);
  await expect(customer.status).toContainText("Confirmed");
});
