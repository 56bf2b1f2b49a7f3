import { Customer, expect, test } from "./fixtures.ts";

test("what was put into the cart stays there when an answer comes that was asked for before", async ({
  page,
}) => {
  const customer = new Customer(page);
  let letThrough = () => {};
  const added = new Promise<void>((done) => {
    letThrough = done;
  });
  const late = page.waitForResponse(/\/trpc\/[^?]*cart\.get/);
  await page.route(
    /\/trpc\/[^?]*cart\.get/,
    async (route) => {
      const response = await route.fetch(); // read before anything is in the cart
      await added;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await customer.putIntoCart("signal-path");
  const inCart = page.getByText("1 in your cart");
  await expect(inCart).toBeVisible();
  letThrough();
  await (await late).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await expect(inCart).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: "Cart 1" })).toBeVisible();
});
