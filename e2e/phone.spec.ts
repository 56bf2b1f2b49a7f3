import type { Locator, Page } from "@playwright/test";
import { Customer, cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

test.use({ viewport: { width: 390, height: 844 } });

/** Expects that all of it is on screen, and that nothing covers its middle. */
async function expectUncovered(element: Locator): Promise<void> {
  await expect(element).toBeInViewport({ ratio: 1 });
  const covered = await element.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
    return !(onTop && (node.contains(onTop) || onTop.contains(node)));
  });
  expect(covered, "nothing lies over it").toBe(false);
}

/** Whether the text is on screen, wherever it stands. */
const isInSight = (page: Page, text: string) =>
  page
    .getByText(text)
    .evaluateAll((nodes) =>
      nodes
        .map((node) => node.getBoundingClientRect())
        .some(({ top, bottom, height }) => height > 0 && top >= 0 && bottom <= innerHeight),
    );

const isSticky = (page: Page) =>
  page
    .getByRole("button", { name: /^Pay €/ })
    .evaluate((button) => getComputedStyle(button.parentElement ?? button).position === "sticky");

/** Expects that the refusal is in sight below the fields, where the button was, and has the focus. */
async function expectRefusal(page: Page, title: string): Promise<void> {
  const refusal = page.getByRole("form", { name: "Checkout" }).getByText(title);
  await expect(refusal).toBeVisible();
  await expectUncovered(refusal);
  await expect(page.locator("form :focus")).toContainText(title);
  const note = await page.getByLabel("Note for us").boundingBox();
  expect((await refusal.boundingBox())?.y).toBeGreaterThan((note?.y ?? Number.NaN) + (note?.height ?? 0));
  await expect(page.getByRole("button", { name: /^Pay €/ })).toHaveCount(0);
}

/** Adds one to the only line of the cart, in a tab that is closed again. */
async function addOneElsewhere(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto("/cart");
  await other.getByRole("button", { name: /one more/ }).click();
  await expect(other.getByRole("link", { name: "Cart 2 items" })).toBeVisible();
  await other.close();
}

/** Takes units out of stock, as staff do who find them broken. */
const takeFromStock = (shop: ShopProcess, sku: string, units: number) =>
  shop.sql(
    `insert into stock_movement (variant_id, kind, quantity)
     select id, 'adjust', -$2::integer from variant where sku = $1`,
    [sku, units],
  );

test("a refusal stands where the button was, focused and in sight; what was typed is kept above it", async ({
  customer,
  page,
}) => {
  await customer.readyToPay("signal-path");
  // The other tab is closed before this one is shown, so that only the press can find out.
  await addOneElsewhere(page);
  await customer.payButton.click();
  await expectRefusal(page, "This checkout has changed");
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByLabel("E-mail")).toHaveValue("customer@example.com");
  await page.getByRole("button", { name: "Show the new total" }).click();
  await customer.fillCard(cards.good);
  // Only the button's upper edge is on screen. The press takes the focus from the card's field, and must not move the button away.
  await expect.poll(() => isSticky(page)).toBe(false);
  const edge = 12;
  await customer.payButton.evaluate(
    (button, visible) => scrollBy(0, button.getBoundingClientRect().top - innerHeight + visible),
    edge,
  );
  const { x, y, width } = (await customer.payButton.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await page.mouse.click(x + width / 2, y + edge / 2, { delay: 300 });
  await expect(customer.status).toContainText("Confirmed");
});

test("one refusal after another, each is focused and in sight: changed, sold out, reservation over, paid elsewhere", async ({
  customer,
  page,
  context,
  shop,
}) => {
  await putOnSale(shop, { slug: "second-thoughts", title: "Second Thoughts", onHand: 2 });
  await customer.readyToPay("second-thoughts");
  await addOneElsewhere(page);
  await customer.payButton.click();
  await expectRefusal(page, "This checkout has changed");
  await takeFromStock(shop, "SECOND-THOUGHTS-1", 1);
  await page.getByRole("button", { name: "Show the new total" }).click();
  await expectRefusal(page, "Someone was faster");
  await page.getByRole("button", { name: "Take what is left and go on" }).click();
  await expect(customer.payButton).toBeVisible();
  await customer.fillCard(cards.good);

  await shop.sql(
    "update checkout set expires_at = now() - interval '1 second' where state in ('open', 'paying')",
  );
  expect((await shop.command("cleanup-reservations")).code).toBe(0);
  await customer.payButton.click();
  await expectRefusal(page, "The reservation has ended");
  await page.getByRole("button", { name: "Reserve the items again" }).click();
  await expect(customer.payButton).toBeVisible();
  await customer.fillCard(cards.good);

  const elsewhere = new Customer(await context.newPage());
  await elsewhere.goToCheckout();
  await elsewhere.fillDetails();
  await elsewhere.fillCard(cards.good);
  await elsewhere.payButton.click();
  await expect(elsewhere.status).toContainText("Confirmed");
  await elsewhere.page.close();
  await customer.payButton.click();
  const ordered = page.getByRole("heading", { name: "This is ordered" });
  await expect(ordered).toBeFocused();
  await expectUncovered(ordered);
});

test("sold out at Pay where nothing is reserved: focused and in sight", async ({ customer, page, shop }) => {
  await putOnSale(shop, { slug: "gone-at-pay", title: "Gone at Pay", onHand: 1 });
  await shop.sql("update switch set is_on = false where name = 'reservations'");
  try {
    await customer.readyToPay("gone-at-pay");
    await takeFromStock(shop, "GONE-AT-PAY-1", 1);
    await customer.payButton.click();
    await expectRefusal(page, "Someone was faster");
  } finally {
    await shop.sql("update switch set is_on = true where name = 'reservations'");
  }
});

test("no field is behind the bar while it has the focus, also those of the card, and on a small part of the screen", async ({
  customer,
  page,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  await page.getByLabel("Country").selectOption("AT");
  const fields = ["E-mail", "Phone", "Full name", "Street and number", "Postal code", "City", "Note for us"];
  for (const height of [844, 420]) {
    await page.setViewportSize({ width: 390, height });
    await expect.poll(() => isSticky(page)).toBe(height === 844);
    await page.evaluate(() => scrollTo(0, 0));
    for (const name of fields) {
      const field = page.getByLabel(name).first();
      await field.focus();
      await expectUncovered(field);
    }
    const frame = page.locator('iframe[title="Secure payment input frame"]');
    const card = page.frameLocator('iframe[title="Secure payment input frame"]');
    for (const name of ["Card number", "Expiration date", "Security code"]) {
      const field = card.getByLabel(name, { exact: true });
      await field.focus();
      expect(await isSticky(page)).toBe(false);
      await expect(field).toBeInViewport({ ratio: 1 });
      const box = await field.boundingBox();
      const onTop = await page.evaluate(
        ([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.tagName,
        [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5],
      );
      expect(onTop).toBe(await frame.evaluate(({ tagName }) => tagName));
    }
    await customer.payButton.focus();
  }
});

test("at 200 % zoom no element that the keyboard reaches is behind the bar, and the bar takes at most a quarter of the height", async ({
  customer,
  page,
}) => {
  // What 390 x 844 px leave at twice the size.
  await page.setViewportSize({ width: 195, height: 422 });
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  await page.getByLabel("Country").selectOption("AT");
  await page.getByRole("link", { name: "Skip to content" }).focus();
  const bar = customer.payButton.locator("..");
  const reached = new Set<string>();
  for (let presses = 0; presses < 60 && !reached.has("BUTTON Pay"); presses += 1) {
    await page.keyboard.press("Tab");
    const seen = await bar.evaluate((element) => {
      const { activeElement: focus } = document;
      const [own, its] = [element.getBoundingClientRect(), focus?.getBoundingClientRect()];
      const sticks = getComputedStyle(element).position === "sticky";
      const text = focus?.textContent?.trim().split(" ")[0] ?? "";
      const id = focus?.id || focus?.getAttribute("name") || text;
      return {
        name: `${focus?.tagName} ${id}`,
        isCovered:
          sticks && !element.contains(focus) && (its?.bottom ?? 0) > own.top && (its?.top ?? 0) < own.bottom,
        share: sticks ? own.height / innerHeight : 0,
      };
    });
    expect(seen.isCovered, `${seen.name} is behind the bar`).toBe(false);
    expect(seen.share).toBeLessThanOrEqual(1 / 4);
    reached.add(seen.name);
  }
  for (const name of ["INPUT email", "BUTTON Pay"]) expect([...reached]).toContain(name);
});

test("with a hundred things in the cart, the sum and the way on are in sight, on a phone and on a wide screen", async ({
  customer,
  page,
  shop,
}) => {
  await putOnSale(shop, { slug: "hundred", title: "A Hundred Songs", onHand: 5, price: 100 });
  await customer.putIntoCart("hundred");
  await shop.sql(
    `with made as (
       insert into variant (id, product_id, sku, title)
       select gen_random_uuid(), product_id, 'HUNDRED-' || n, 'Song ' || n
       from variant, generate_series(2, 100) n where sku = 'HUNDRED-1' returning id
     ), priced as (
       insert into price (id, variant_id, currency, unit_amount) select gen_random_uuid(), id, 'eur', 100 from made
     ), stocked as (
       insert into stock_level (variant_id) select id from made
     ) insert into cart_line (id, cart_id, variant_id, quantity)
     select gen_random_uuid(), cart_id, made.id, 1
     from made, cart_line join variant on variant.id = variant_id where sku = 'HUNDRED-1'`,
  );
  await shop.sql(
    `insert into stock_movement (variant_id, kind, quantity)
     select id, 'receive', 5 from variant where sku like 'HUNDRED-%' and sku <> 'HUNDRED-1'`,
  );
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/cart");
    const toCheckout = page.getByRole("link", { name: "Checkout" });
    await expectUncovered(toCheckout);
    await expect.poll(() => isInSight(page, "€100.00")).toBe(true);
    await toCheckout.click();
    await expect(customer.payButton).toBeVisible();
    await page.evaluate(() => scrollTo(0, 400));
    await expect.poll(() => isInSight(page, "€100.00")).toBe(true);
  }
});

/** The beginning of the label of what has the focus, on the page or in a frame of it; empty: nothing has. */
async function focused(page: Page): Promise<string> {
  const labels = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const element = document.activeElement;
        if (!document.hasFocus() || !(element instanceof HTMLElement) || element.tagName === "IFRAME")
          return "";
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
        const choice = element instanceof HTMLSelectElement ? element.labels?.[0]?.innerText : undefined;
        return label ?? choice ?? (element === document.body ? "" : element.innerText);
      }),
    ),
  );
  return labels.find((label) => label !== "") ?? "";
}

test("on a phone with a processor four times as slow, the keyboard alone gets from the catalog to the order", async ({
  customer,
  page,
  context,
}) => {
  const processor = await context.newCDPSession(page);
  await processor.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const goTo = async (label: string) => {
    await expect(async () => {
      await page.keyboard.press("Tab");
      expect(await focused(page)).toMatch(new RegExp(`^${label}`));
    }).toPass({ intervals: [0] });
  };
  await page.goto("/products/signal-path");
  await goTo("Add to cart");
  await page.keyboard.press("Enter");
  await goTo("Go to cart");
  await page.keyboard.press("Enter");
  await goTo("Checkout");
  await page.keyboard.press("Enter");
  await expect(customer.payButton).toBeVisible();
  for (const [label, text] of [
    ["E-mail", "customer@example.com"],
    ["Full name", "Ada Example"],
    ["Country", "Austria"],
    ["Street and number", "1 Long Road"],
    ["Postal code", "1010"],
    ["City", "Vienna"],
    ["Card number", cards.good],
    ["Expiration date", "1240"],
    ["Security code", "123"],
  ] as const) {
    await goTo(label);
    await page.keyboard.type(text);
  }
  await customer.repriced();
  await goTo("Pay ");
  await page.keyboard.press("Enter");
  await expect(customer.status).toContainText("Confirmed");
});
