import type { Browser, Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

/** A picture of one colour, as a browser would send it. */
async function photo(name: string, background: string) {
  const flat = sharp({ create: { width: 900, height: 600, channels: 3, background } });
  return { name, mimeType: "image/png", buffer: await flat.png().toBuffer() };
}

/** A photo in portrait format: stored as 900 × 600, with the orientation in its metadata. */
async function uprightPhoto(name: string) {
  const { buffer } = await photo("", "teal");
  return {
    name,
    mimeType: "image/jpeg",
    buffer: await sharp(buffer).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  };
}

/** Expects that the browser has the picture's pixels; one that is far down the page loads when it comes into view. */
async function expectLoaded(picture: Locator): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
    .toBe(true);
}

/** A clerk at the pictures of a product, and the requests of their page to other hosts than the shop's. */
async function openPictures(browser: Browser, shop: ShopProcess, slug: string) {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page } = clerk;
  const anonymousClients: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== shop.url) anonymousClients.push(request.url());
  });
  const [product] = await shop.sql<{ id: string }>("select id from product where slug = $1", [slug]);
  await clerk.open(`/admin/products/${product?.id}`);
  const section = page.getByRole("region", { name: "Pictures" });
  await expect(section).toContainText("as long as there is no picture");
  return { clerk, page, section, anonymousClients, productId: product?.id };
}

/** Presses the button and chooses files in the system's dialog. */
async function choose(page: Page, files: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add pictures" }).click();
  await (await choosing).setFiles(files);
}

/** The owner's actions on the pictures of a product, the oldest first. */
async function auditOf(shop: ShopProcess, slug: string): Promise<string[]> {
  const rows = await shop.sql<{ action: string }>(
    "select action from audit_entry where subject = $1 and action like '%_picture' and staff_email = 'owner@dualtrack.example' order by id",
    [slug],
  );
  return rows.map(({ action }) => action);
}

test("a clerk adds, describes, moves and removes pictures; customers see what they see", async ({
  customer,
  browser,
  shop,
}) => {
  const slug = "dry-dock";
  await putOnSale(shop, { slug, title: "Dry Dock", onHand: 3 });
  const { clerk, page: desk, section, anonymousClients, productId } = await openPictures(browser, shop, slug);

  // Files that are chosen together are checked one by one.
  await choose(desk, [
    await photo("front.png", "tomato"),
    { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("Call the pressing plant on Monday.") },
    await uprightPhoto("upright.jpg"),
  ]);
  await expect(section.getByRole("img")).toHaveCount(2);
  const files = section.getByRole("list", { name: "Files to become pictures" });
  await expect(files.getByRole("listitem")).toHaveCount(1);
  await expect(files).toContainText("notes.png");
  await expect(files).toContainText("This is not a picture the shop can read.");
  await files.getByRole("button", { name: "Dismiss notes.png" }).click();
  await expect(files).toHaveCount(0);
  const sizes = await shop.sql<{ size: string }>(
    "select width || ' × ' || height as size from product_picture where product_id = $1 order by position",
    [productId],
  );
  expect(sizes.map(({ size }) => size)).toEqual(["900 × 600", "600 × 900"]); // turned upright

  await section.getByLabel("Description of picture 2").fill("The sleeve, held up against a wall");
  await section.getByLabel("Description of picture 2").press("Enter");
  await expect(section.getByRole("status")).toHaveText("Picture 2 is described.");
  await section.getByRole("button", { name: "Move picture 2 left" }).click();
  const described = section.getByRole("img", { name: "The sleeve, held up against a wall" });
  await expect(section.getByRole("listitem").first().getByRole("img")).toHaveAttribute(
    "alt",
    "The sleeve, held up against a wall",
  );
  await expectLoaded(described);

  const { page } = customer;
  await page.goto("/");
  await expectLoaded(page.getByRole("img", { name: "The sleeve, held up against a wall" }));
  await customer.putIntoCart(slug);
  await expectLoaded(page.getByRole("img", { name: "The sleeve, held up against a wall" }));
  await page.getByRole("button", { name: "Show picture 2" }).click();
  await expect(page.getByRole("list", { name: "Picture 2 of 2" })).toBeVisible();
  await expectLoaded(page.getByRole("img", { name: "Dry Dock, picture 2" }));
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("list", { name: "Picture 1 of 2" })).toBeVisible();
  await page.goto("/cart");
  await expectLoaded(page.getByRole("img", { name: "The sleeve, held up against a wall" }));

  for (const fact of ["The shop shows the next one first.", "It is the only one"]) {
    await section.getByRole("button", { name: "Remove picture 1" }).click();
    await expect(clerk.dialog).toContainText(fact);
    await clerk.dialog.getByRole("button", { name: "Remove it" }).click();
    await expect(clerk.dialog).toHaveCount(0);
  }
  await expect(section).toContainText("as long as there is no picture");
  await page.goto(`/products/${slug}`);
  await expect(page.getByRole("heading", { name: "Dry Dock" })).toBeVisible();
  await expect(page.getByRole("img")).toHaveCount(0);

  expect(await auditOf(shop, slug)).toEqual([
    "product.add_picture",
    "product.add_picture",
    "product.describe_picture",
    "product.move_picture",
    "product.remove_picture",
    "product.remove_picture",
  ]);
  expect(anonymousClients).toEqual([]);
  await desk.context().close();
});

test("an answer that got lost makes no second picture, and a colleague's change loses nothing that was typed", async ({
  browser,
  shop,
}) => {
  const slug = "lock-gate";
  await putOnSale(shop, { slug, title: "Lock Gate", onHand: 3 });
  const { page, section, productId } = await openPictures(browser, shop, slug);
  await page.route(
    /products\.addPicture/,
    async (route) => {
      await route.fetch(); // the upload arrives, and its answer is lost
      await route.abort();
    },
    { times: 1 },
  );
  await choose(page, [await photo("front.png", "tomato")]);
  await expect(section.getByRole("alert")).toContainText("The server can't be reached.");
  await section.getByRole("button", { name: "Try again" }).click();
  await expect(section.getByRole("status")).toHaveText("front.png is added.");
  await expect(section.getByRole("img")).toHaveCount(1);
  await expect(section.getByRole("alert")).toHaveCount(0);

  const colleagueSaves = () =>
    shop.sql("update product set version = version + 1 where id = $1", [productId]);
  await colleagueSaves();
  await choose(page, [await photo("back.png", "teal")]); // overwrites nothing, so no decision is needed
  await expect(section.getByRole("img")).toHaveCount(2);

  await colleagueSaves();
  const description = section.getByLabel("Description of picture 1");
  await description.fill("The front");
  await description.press("Enter");
  await expect(section.getByRole("alert")).toContainText("Do it again if it is still right.");
  await expect(description).toHaveValue("The front");
  await section.getByRole("button", { name: "Save it again" }).click();
  await expect(section.getByRole("img", { name: "The front" })).toBeVisible();
  expect(await auditOf(shop, slug)).toEqual([
    "product.add_picture",
    "product.add_picture",
    "product.describe_picture",
  ]);
  await page.context().close();
});

test("staff choose a variant's own picture; the shop shows it with the variant, whose address can be shared", async ({
  page,
  browser,
  shop,
}) => {
  const slug = "tide-table";
  await putOnSale(shop, { slug, title: "Tide Table", onHand: 3 });
  await shop.sql(
    `with product as (update product set option_name = 'Edition' where slug = $1 returning id),
       titled as (update variant set title = 'Black vinyl' where sku = upper($1) || '-1'),
       offered as (
         insert into variant (id, product_id, sku, title, position)
         select gen_random_uuid(), id, upper($1) || '-2', 'Clear vinyl', 1 from product returning id
       ), priced as (
         insert into price (id, variant_id, currency, unit_amount)
         select gen_random_uuid(), id, 'eur', 2900 from offered
       ) insert into stock_level (variant_id) select id from offered`,
    [slug],
  );
  await shop.sql(
    "insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 3 from variant where sku = upper($1) || '-2'",
    [slug],
  );
  const { clerk, page: desk, section } = await openPictures(browser, shop, slug);
  await choose(desk, [await photo("black.png", "black")]);
  await expect(section.getByRole("img")).toHaveCount(1);
  await desk.getByRole("button", { name: "Picture of Clear vinyl: no picture of its own" }).click();
  const choosing = desk.waitForEvent("filechooser");
  await clerk.dialog.getByRole("button", { name: "Add a picture" }).click();
  await (await choosing).setFiles([await photo("clear.png", "lightblue")]);
  await expect(clerk.dialog.getByRole("radio", { name: "Picture 2" })).toBeChecked();
  await clerk.dialog.getByRole("button", { name: "Choose", exact: true }).click();
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("Saved.")).toBeVisible();
  await expect(desk.getByRole("button", { name: "Picture of Clear vinyl: picture 2" })).toBeVisible();
  await desk.context().close();

  const clear = page.getByRole("radio", { name: /Clear vinyl/ });
  await page.goto(`/products/${slug}`);
  await expect(page.getByRole("list", { name: "Picture 1 of 2" })).toBeVisible();
  await expect(page.locator("main [inert]")).toHaveCount(0);
  await clear.check({ force: true });
  await expect(page.getByRole("list", { name: "Picture 2 of 2" })).toBeVisible();
  await page.reload();
  await expect(clear).toBeChecked();
  await expect(page.getByRole("list", { name: "Picture 2 of 2" })).toBeVisible();
  const address = page.url();
  const added = page.waitForResponse(/\/trpc\/cart\.add/);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await added;
  await page.goto("/cart");
  const [own] = await shop.sql<{ id: string }>(
    "select picture_id as id from variant where sku = upper($1) || '-2'",
    [slug],
  );
  await expect(page.locator(`main img[src*="${own?.id}"]`)).toBeVisible();
  await page.getByRole("link", { name: "Tide Table" }).click();
  await expect(page).toHaveURL(address);
  await expect(clear).toBeChecked();
  await page.goBack();
  await expect(page).toHaveURL(/\/cart$/);
  await page.goto(`/products/${slug}?variant=of-another-product`);
  await expect(page.getByRole("radio", { name: /Black vinyl/ })).toBeChecked();
});
