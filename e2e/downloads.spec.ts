import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { CustomerByApi } from "./customer-by-api.ts";
import { Customer, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("staff upload a file; whoever buys it has the same bytes, and no longer once it is refunded", async ({
  page,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "slow-beat", title: "Slow Beat", onHand: 0 });
  const [variant] = await shop.sql<{ id: string; product_id: string }>(
    `update variant set tracks_stock = false where sku = 'SLOW-BEAT-1' returning id, product_id`,
  );
  await shop.sql(`update product set kind = 'digital' where slug = 'slow-beat'`);
  const bytes = randomBytes(3_000_000);
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open(`/admin/products/${variant?.product_id}`);
  const files = desk.getByRole("region", { name: "Files" });
  const chosen = desk.waitForEvent("filechooser");
  await files.getByRole("button", { name: "Add files" }).click();
  await (await chosen).setFiles({ name: "Slow Beat – Größe.wav", mimeType: "audio/wav", buffer: bytes });
  await expect(files.getByText("Slow Beat – Größe.wav is in its place.")).toBeVisible();
  await expect(files.getByText("2.9 MB")).toBeVisible();
  const own = `a${"🎧".repeat(110)}.wav`;
  const shortened = `a${"🎧".repeat(37)}.wav`;
  const another = desk.waitForEvent("filechooser");
  await files.getByRole("button", { name: "Add files" }).click();
  await (await another).setFiles({ name: own, mimeType: "audio/wav", buffer: bytes.subarray(0, 2_000) });
  await expect(files.getByText(`The file is in its place, as ${shortened}`)).toBeVisible();
  const limit = files.getByLabel("Downloads of each file per order");
  await limit.fill("0");
  await limit.press("Enter");
  await expect(files.getByText("A whole number from 1 to 1000")).toBeVisible();
  await limit.fill("2");
  await limit.press("Enter");
  await expect(files.getByText("Who orders from now on downloads each file up to 2 times.")).toBeVisible();
  // Only what moves a file looks and acts as if it did.
  const move = (name: string) => files.getByRole("button", { name: `Move ${name}`, exact: true });
  for (const name of ["Slow Beat – Größe.wav up", `${shortened} down`])
    await expect(move(name)).toHaveAttribute("aria-disabled", "true");
  for (const name of ["Slow Beat – Größe.wav down", `${shortened} up`])
    await expect(move(name)).not.toHaveAttribute("aria-disabled");
  await expectAccessible(desk);

  // Before buying, everybody sees what they get; a browser that speaks American English does not choose their country.
  const visit = await browser.newContext({ baseURL: shop.url, locale: "en-US" });
  const visitor = await visit.newPage();
  await visitor.goto("/products/slow-beat");
  const offered = visitor.getByRole("region", { name: "The 2 files you get" });
  await expect(offered.getByRole("listitem").first()).toHaveText("Slow Beat – Größe.wavWAV, 2.9 MB");
  await expect(offered.getByRole("listitem").last()).toHaveText(`${shortened}WAV, 2 kB`);
  await expectAccessible(visitor);
  await new Customer(visitor).putIntoCart("slow-beat");
  await new Customer(visitor).goToCheckout();
  await expect(visitor.getByLabel("Country")).toHaveValue("");
  await expect(visitor.getByLabel("State")).toHaveCount(0);
  await visit.close();

  const customer = await new CustomerByApi(shop).readyToPay("slow-beat");
  await customer.pay();
  const { path, number } = await customer.placeOrder();
  await page.goto(path);
  const downloads = page.getByRole("region", { name: "Your downloads" });
  const link = downloads.getByRole("link", { name: "Slow Beat – Größe.wav" });
  await expect(link).toBeVisible();
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await link.click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("Slow Beat – Größe.wav");
  expect((await readFile(await download.path())).equals(bytes)).toBe(true);
  const address = (await link.getAttribute("href")) ?? "";
  await page.reload();
  await expect(downloads.getByText("Each file can be downloaded 2 times.")).toBeVisible();
  await expect(downloads.getByText("Downloaded 1 of 2 times")).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(200);
  await page.reload();
  await expect(downloads.getByText("Downloaded 2 of 2 times")).toBeVisible();
  await expect(downloads.getByText("and we allow further downloads")).toBeVisible();
  await expectAccessible(page);
  const tooMany = await page.goto(address);
  expect(tooMany?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "as often as your order allows" })).toBeVisible();
  await expect(page.getByText(`The number of your order is ${number}.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Mail me the link to my order" })).toBeVisible();
  await expectAccessible(page);

  // Staff see who downloaded what, allow one more, and stop the downloads.
  await clerk.openOrder(number);
  const sent = desk.getByRole("region", { name: "Downloads" });
  await expect(sent.getByText("Slow Beat – Größe.wav: downloaded 2 of 2 times")).toBeVisible();
  await expect(sent.getByRole("list", { name: "Downloads so far" }).getByText(/^From /)).toHaveCount(2);
  await sent.getByRole("button", { name: "Allow further downloads" }).click();
  await clerk.dialog.getByLabel("Further downloads of each file").fill("99999999");
  await clerk.dialog.getByRole("button", { name: "Allow them" }).click();
  await expect(clerk.dialog.getByText("A whole number from 1 to 1000")).toBeVisible();
  await clerk.dialog.getByLabel("Further downloads of each file").fill("1");
  await clerk.dialog.getByRole("button", { name: "Allow them" }).click();
  await expect(sent.getByText("downloaded 2 of 3 times")).toBeVisible();
  await page.goto(path);
  await expect(link).toBeVisible();
  await sent.getByRole("button", { name: "Stop the downloads" }).click();
  await expectAccessible(desk);
  await clerk.dialog.getByLabel("Why").fill("The link was shared");
  await clerk.dialog.getByRole("button", { name: "Stop them" }).click();
  await expect(sent.getByText("Stopped by staff")).toBeVisible();
  await page.reload();
  await expect(downloads.getByText("We have stopped these downloads.")).toBeVisible();
  await sent.getByRole("button", { name: "Allow the downloads again" }).click();
  await clerk.dialog.getByRole("button", { name: "Allow them" }).click();
  await expect(sent.getByText("Can be downloaded")).toBeVisible();
  await page.goto(path);
  await expect(link).toBeVisible();

  await clerk.openOrder(number);
  await clerk.action("Refund").click();
  await clerk.dialog.getByRole("button", { name: /^Refund / }).click();
  await expect(clerk.dialog).toBeHidden();
  await page.reload();
  await expect(downloads.getByText("so they can't be downloaded any more")).toBeVisible();
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This was refunded" })).toBeVisible();
});
