import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expectAccessible } from "./accessible.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";

test("a record, a beat and an hour in the studio in one cart: paid once, each delivered in its way, one refunded alone", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  // One can listen to the beat before.
  await page.goto("/products/copper-shuffle");
  const listen = page.getByRole("region", { name: "Listen" });
  await expect(listen.getByRole("listitem")).toHaveText([
    /^The loop0:00 \/ 0:05/,
    /^The drums alone0:00 \/ 0:05/,
  ]);
  await listen.getByRole("button", { name: "Play The loop" }).click();
  await expect(listen.getByRole("listitem").first()).toContainText(/0:0[1-5] \/ 0:05/);
  await expectAccessible(page);

  await customer.putIntoCart("copper-shuffle", "Loop and stems");
  await customer.putIntoCart("parallel-lines", "Black vinyl");
  await page.goto("/products/studio-hours");
  const free = page.locator('input[name="time"]:not([disabled])');
  await expect(free.first()).toBeAttached();
  const startsAt = (await free.first().getAttribute("value")) ?? "";
  await free.first().check({ force: true });
  const add = page.getByRole("button", { name: /^Add \w+,? \d/ });
  const time = ((await add.textContent()) ?? "").replace("Add ", "");
  // The second press of a double click adds nothing, and is not refused either.
  await add.dblclick();
  await expect(page.getByText(`In your cart: ${time}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a time" })).toBeDisabled();
  await expect(page.getByText("Not added")).toBeHidden();

  await page.goto("/cart");
  for (const title of ["Copper Shuffle", "Parallel Lines", "Studio hours"])
    await expect(page.getByRole("link", { name: title, exact: true })).toBeVisible();
  await expect(page.getByText(time)).toBeVisible();
  await expectAccessible(page);
  await customer.goToCheckout();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  // What becomes of the rest if the payment comes too late for the hour is the customer's choice.
  await expect(page.getByText("we cancel the order and refund all of it")).toBeVisible();
  await page.getByLabel(/keep the rest of the order$/).check();
  await expect(page.getByText("we refund that time alone")).toBeVisible();
  await expectAccessible(page);
  await customer.payButton.click();

  await expect(customer.status).toContainText("Confirmed");
  const number = await customer.orderNumber();
  const items = page.getByRole("region", { name: "What you ordered" });
  for (const title of ["Copper Shuffle", "Parallel Lines", "Studio hours"])
    await expect(items.getByText(title, { exact: true })).toBeVisible();
  await expect(items.getByText(time)).toBeVisible();
  await expect(items.getByRole("link", { name: "Add to calendar" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Where it goes" })).toContainText("1 Long Road");
  const downloads = page.getByRole("region", { name: "Your downloads" });
  await expect(downloads.getByRole("link", { name: /\.wav$/ })).toHaveText([
    "Copper Shuffle 92 BPM.wav",
    "Copper Shuffle 92 BPM drums.wav",
    "Copper Shuffle 92 BPM bass.wav",
  ]);
  await expect(downloads.getByRole("link", { name: "The licence that you bought" })).toBeVisible();
  await expectAccessible(page);
  const stems = downloads.getByRole("link", { name: "Copper Shuffle 92 BPM drums.wav", exact: true });
  const saved = page.waitForEvent("download");
  await stems.click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("Copper Shuffle 92 BPM drums.wav");
  const bytes = await readFile(await download.path());
  const [file] = await shop.sql<{ sha256: string }>(
    `select u.sha256 from variant_file f join uploaded_file u on u.id = f.upload_id
     where f.name = 'Copper Shuffle 92 BPM drums.wav'`,
  );
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(file?.sha256);
  const address = (await stems.getAttribute("href")) ?? "";

  // One payment for all of it, which says for people what it was for.
  const [payment] = await shop.sql<{ id: string; payments: number; keeps_rest_if_late: boolean }>(
    `select o.payment_intent_id as id, c.keeps_rest_if_late,
       (select count(*) from payment p where p.checkout_id = o.checkout_id)::integer as payments
     from "order" o join checkout c on c.id = o.checkout_id where 'DT-' || o.number = $1`,
    [number],
  );
  expect(payment).toMatchObject({ payments: 1, keeps_rest_if_late: true });
  const intent = await fetch(`${shop.stripeUrl}/v1/payment_intents/${payment?.id}`, {
    headers: { authorization: "Bearer sk_test_sandbox" },
  });
  expect(await intent.json()).toMatchObject({
    status: "succeeded",
    metadata: { dualtrack_bought: "mixed_cart" },
  });

  // Staff ship the record: nothing else is theirs to send.
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.openOrder(number);
  await expect(desk.getByRole("region", { name: "Downloads" }).getByText("Can be downloaded")).toBeVisible();
  await expectAccessible(desk);
  await clerk.action("Ship").click();
  await expect(dialog.getByRole("group", { name: /^Quantity of / })).toHaveCount(1);
  await dialog.getByLabel("Carrier").selectOption("DHL");
  await dialog.getByLabel("Tracking number").fill("JD0777");
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Mark as shipped" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(clerk.shipment("JD0777")).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // the customer looks again
  await expect(customer.status).toContainText("On its way");
  await expect(page.getByRole("link", { name: "Track it with DHL" })).toBeVisible();

  // The beat is refunded alone.
  await clerk.action("Refund").click();
  await dialog.getByLabel("By line").check();
  await dialog.getByRole("button", { name: "One more of Copper Shuffle, Loop and stems" }).click();
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Refund €19.00" }).click();
  await expect(dialog).toBeHidden();
  await expect(desk.getByText("Partly refunded").first()).toBeVisible();
  await expect(desk.getByRole("region", { name: "Downloads" }).getByText("Refunded")).toBeVisible();
  await expectAccessible(desk);

  await page.reload();
  await expect(downloads.getByText("so they can't be downloaded any more")).toBeVisible();
  await expect(downloads.getByRole("link", { name: /\.wav$/ })).toHaveCount(0);
  await expect(page.getByText("We sent €19.00 back to Visa 4242")).toBeVisible();
  await expect(customer.status).toContainText("On its way");
  await expect(items.getByRole("link", { name: "Add to calendar" })).toBeVisible();
  await expectAccessible(page);
  const refused = await page.request.get(address);
  expect(refused.status()).toBe(403);
  expect(await refused.text()).toContain("This was refunded");

  // The hour stays booked.
  const [booking] = await shop.sql<{ state: string }>(
    `select b.state from booking b join "order" o using (checkout_id) where 'DT-' || o.number = $1 and b.starts_at = $2`,
    [number, startsAt],
  );
  expect(booking?.state).toBe("confirmed");
  expect(await auditOf(shop, number)).toEqual([byOwner("order.ship"), byOwner("order.refund")]);
});
