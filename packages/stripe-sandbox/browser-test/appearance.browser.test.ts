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

  test("several ways to pay are an accordion, closed, in the shop's order, and one press opens one", async () => {
    const payment = { paymentMethodOrder: ["sepa_debit", "card"] };
    await using customer = await shop.visit({ deferred: true, payment });
    const openers = customer.card.getByRole("button");
    await expect.poll(() => openers.allTextContents()).toEqual(["SEPA Direct Debit", "Card"]);
    expect(await customer.card.locator(".RadioIcon").count()).toBe(2);
    expect(await customer.card.getByRole("textbox").count()).toBe(0);
    await customer.pay();
    await customer.isTold("Please select a payment method.");
    await openers.last().click();
    expect(await openers.last().getAttribute("aria-expanded")).toBe("true");
    await customer.field("Card number").waitFor();
    await customer.page.evaluate("elements.getElement('payment').collapse()");
    await expect.poll(() => openers.last().getAttribute("aria-expanded")).toBe("false");
    expect((await customer.events()).at(-1)?.event).toMatchObject({ collapsed: true, value: { type: "" } });
  });

  test("the ways to pay follow the currency, and the shop hears of it", async () => {
    await using customer = await shop.visit({ deferred: true, payment: { layout: "tabs" } });
    const tabs = customer.card.getByRole("tab");
    await expect.poll(() => tabs.count()).toBe(2);
    await customer.page.evaluate(`
      elements.getElement("payment").on("availablepaymentmethodschange", (event) => Object.assign(window, { offered: event.paymentMethods }));
      Promise.all([elements.update({ currency: "gbp" }), elements.update({ currency: "usd" })]);`);
    await customer.page.waitForFunction(() => Object(window).offered !== undefined);
    expect(await customer.page.evaluate("offered")).toEqual({ card: { available: true } });
    expect(await customer.card.getByRole("tab").count()).toBe(0);
  });

  test("an accordion is spaced, without radios, and shows the rest on demand, as layout says", async () => {
    const layout = {
      type: "accordion",
      radios: "never",
      spacedAccordionItems: true,
      visibleAccordionItemsCount: 1,
      defaultCollapsed: false,
    };
    await using customer = await shop.visit({ deferred: true, payment: { layout } });
    await customer.field("Card number").waitFor();
    expect(await customer.card.locator(".RadioIcon").count()).toBe(0);
    const sepa = customer.card.getByRole("button", { name: "SEPA Direct Debit" });
    expect(await sepa.isVisible()).toBe(false);
    await customer.card.getByRole("button", { name: "More" }).click();
    const first = await customer.card.locator(".AccordionItem").first().boundingBox();
    const second = await customer.card.locator(".AccordionItem").last().boundingBox();
    expect((second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0)).toBeGreaterThan(4);
  });

  test("floating labels rest in empty fields and rise above what is typed", async () => {
    await using customer = await shop.visit({ appearance: { labels: "floating" } });
    const label = customer.card.getByText("Card number", { exact: true });
    const heightOf = async () => (await label.boundingBox())?.height ?? 0;
    await label.waitFor();
    expect(await label.getAttribute("class")).toContain("Label--resting");
    const resting = await heightOf();
    await customer.field("Card number").fill("4242");
    expect(await label.getAttribute("class")).toContain("Label--floating");
    await expect.poll(heightOf).toBeLessThan(resting);
  });

  test("condensed fields are one block, and what is wrong is said below it", async () => {
    await using customer = await shop.visit({ appearance: { inputs: "condensed" } });
    await customer.field("Card number").fill("4242");
    await customer.field("Card number").blur();
    const message = await customer.card.getByText("Your card number is incomplete.").boundingBox();
    const last = await customer.field("ZIP").boundingBox();
    expect(message?.y ?? 0).toBeGreaterThanOrEqual((last?.y ?? 0) + (last?.height ?? 0));
  });

  test.each([
    ["de", "Kartennummer", "Ihre Kartennummer ist unvollständig.", "Deutschland"],
    ["fr-CA", "Numéro de carte", "Le numéro de votre carte est incomplet.", "Allemagne"],
    ["es-419", "Número de tarjeta", "El número de tu tarjeta está incompleto.", "Alemania"],
    ["pl", "Card number", "Your card number is incomplete.", "Germany"],
  ])("in %s the form says: %s", async (locale, label, message, country) => {
    await using customer = await shop.visit({ locale, redirect: "if_required" });
    await customer.field(label).fill("4242");
    await customer.pay();
    await customer.isTold(message);
    expect(await customer.card.getByRole("alert").first().textContent()).toBe(message);
    expect(await customer.card.getByRole("option", { name: country, exact: true }).count()).toBe(1);
  });

  test("the language changes under the customer's hands, and what was typed stays", async () => {
    await using customer = await shop.visit();
    await customer.field("Card number").fill("4242 42");
    await customer.field("Card number").blur();
    await customer.page.evaluate("elements.update({ locale: 'de' })");
    expect(await customer.field("Kartennummer").inputValue()).toBe("4242 42");
    await customer.card.getByText("Ihre Kartennummer ist unvollständig.").waitFor();
  });

  test("the shop focuses, clears, locks, moves and removes the form", async () => {
    await using customer = await shop.visit();
    const number = customer.field("Card number");
    const evaluate = (call: string) => customer.page.evaluate(`elements.getElement("payment").${call}`);
    await number.fill("4242 4242 4242 4242");
    await evaluate("focus()");
    await expect.poll(() => number.evaluate((input) => input === document.activeElement)).toBe(true);
    await evaluate("blur()");
    await expect.poll(() => number.evaluate((input) => input === document.activeElement)).toBe(false);
    await evaluate("clear()");
    await expect.poll(() => number.inputValue()).toBe("");
    await evaluate("update({ readOnly: true })");
    await expect.poll(() => number.isDisabled()).toBe(true);
    await customer.page.evaluate(`
      const element = elements.getElement("payment");
      element.unmount();
      const place = document.body.appendChild(document.createElement("div"));
      place.id = "elsewhere";
      element.mount("#elsewhere");`);
    await customer.page.frameLocator("#elsewhere iframe").getByLabel("Card number").waitFor();
    expect(await customer.page.locator("iframe").count()).toBe(1);
    await evaluate("destroy()");
    expect(await customer.page.locator("iframe").count()).toBe(0);
    expect(await customer.page.evaluate("elements.getElement('payment')")).toBeNull();
  });

  test("the place bears Stripe's classes for what is in it, and its label leads into it", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    const place = customer.page.locator(".StripeElement");
    await expect.poll(() => place.getAttribute("class")).toContain("StripeElement--complete");
    expect(await place.getAttribute("class")).toContain("StripeElement--focus");
    await customer.page.evaluate(() => {
      const place = document.querySelector(".StripeElement");
      if (place) place.id = "card";
      document.body.append(
        Object.assign(document.createElement("label"), { htmlFor: "card", textContent: "Pay by" }),
      );
    });
    await customer.page.getByText("Pay by").click();
    await expect
      .poll(() => customer.field("Card number").evaluate((input) => input === document.activeElement))
      .toBe(true);
  });
});
