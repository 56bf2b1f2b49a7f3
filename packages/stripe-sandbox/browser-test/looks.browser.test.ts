import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("looking right", () => {
  test("React's StrictMode mounts the form twice and leaves one that works", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.field("Card number").waitFor();
    expect(await customer.page.locator("iframe").count()).toBe(1);
    for (const open of [false, true])
      await customer.page.evaluate((open) => Object(window).setOpen(open), open);
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
    expect(customer.problems).toEqual([]);
  });

  test("the form follows the shop's appearance, also when it changes", async () => {
    const appearance = {
      theme: "night",
      variables: {
        colorPrimary: "#ff8800",
        colorBackground: "#102030",
        fontSizeBase: "18px",
        borderRadius: "0px",
      },
      rules: { ".Label": { textTransform: "uppercase" }, ".Input:focus": { borderColor: "rgb(1, 2, 3)" } },
    };
    await using customer = await shop.visit({ appearance });
    const number = customer.field("Card number");
    const styleOf = (name: string) =>
      number.evaluate((input, name) => getComputedStyle(input).getPropertyValue(name), name);
    await number.focus();
    expect(await styleOf("background-color")).toBe("rgb(16, 32, 48)");
    expect(await styleOf("font-size")).toBe("18px");
    expect(await styleOf("border-radius")).toBe("0px");
    await expect.poll(() => styleOf("border-color")).toBe("rgb(1, 2, 3)");
    const label = customer.card.getByText("Card number", { exact: true });
    expect(await label.evaluate((element) => getComputedStyle(element).textTransform)).toBe("uppercase");
    await customer.page.evaluate(() =>
      Object(window).setAppearance({ theme: "flat", variables: { colorText: "#111111" } }),
    );
    await expect.poll(() => styleOf("background-color")).toBe("rgb(241, 241, 241)");
    expect(await styleOf("color")).toBe("rgb(17, 17, 17)");
    await expect.poll(() => styleOf("box-shadow")).toContain("3px");
    expect(await label.evaluate((element) => getComputedStyle(element).textTransform)).toBe("none");
  });

  test.each([1280, 390, 320])(
    "at %i px nothing moves when the form has loaded, and nothing overflows",
    async (width) => {
      const rules = { ".Label": { fontSize: "14px", fontWeight: "600" }, ".Input": { padding: "14px" } };
      await using customer = await shop.visit({ appearance: { theme: "flat", rules } }, width);
      const frame = customer.page.locator("iframe");
      await frame.waitFor();
      const before = await frame.evaluate((iframe) => iframe.getBoundingClientRect().height);
      await customer.field("Card number").waitFor();
      await expect.poll(async () => (await customer.events()).map(({ name }) => name)).toContain("ready");
      expect(
        Math.abs((await frame.evaluate((iframe) => iframe.getBoundingClientRect().height)) - before),
      ).toBeLessThan(1.5);
      expect(await customer.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      expect(
        await customer.card.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth),
      ).toBe(0);
    },
  );

  test("a form that may only be read cannot be typed in", async () => {
    await using customer = await shop.visit({ payment: { readOnly: true } });
    expect(await customer.field("Card number").isDisabled()).toBe(true);
    expect(await customer.field("Country").isDisabled()).toBe(true);
  });

  test("a secret that fits no payment ends in loaderror", async () => {
    await using customer = await shop.visit({ clientSecret: "pi_none_secret_none" });
    await expect
      .poll(async () => (await customer.events()).find(({ name }) => name === "loaderror")?.event)
      .toMatchObject({
        elementType: "payment",
        error: { type: "invalid_request_error", code: "resource_missing" },
      });
  });
});
