import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 30_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("paying", () => {
  test("a customer pays by card and arrives at the return address", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.page.waitForURL(/\/thanks/);
    const { searchParams } = new URL(customer.page.url());
    expect(searchParams.get("payment_intent")).toBe(customer.paymentId);
    expect(searchParams.get("payment_intent_client_secret")).toMatch(
      new RegExp(`^${customer.paymentId}_secret_`),
    );
    expect(searchParams.get("redirect_status")).toBe("succeeded");
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "succeeded" });
    expect(customer.problems).toEqual([]);
  });

  test("a payment made only after the form was shown is confirmed with its own secret", async () => {
    await using customer = await shop.visit({ deferred: true, allowed: ["card"], redirect: "if_required" });
    await customer.fillCard("5555 5555 5555 4444");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
    expect(await customer.result()).toMatchObject({
      paymentIntent: { id: customer.paymentId, status: "succeeded" },
    });
    expect(customer.problems).toEqual([]);
  });

  test("a declined card says so in the bank's words, and another card pays", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 0002");
    await customer.pay();
    await customer.isTold("Your card was declined.");
    expect(await customer.result()).toMatchObject({
      error: {
        type: "card_error",
        code: "card_declined",
        decline_code: "generic_decline",
        payment_intent: { id: customer.paymentId, status: "requires_payment_method" },
      },
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("two presses on Pay confirm once", async () => {
    await using customer = await shop.visit();
    const confirmations: string[] = [];
    customer.page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/confirm"))
        confirmations.push(request.url());
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.getByRole("button", { name: "Pay" }).dblclick();
    await customer.page.waitForURL(/\/thanks/);
    expect(confirmations).toHaveLength(1);
  });

  test("Enter in a card field sends the shop's form", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.field("Security code").press("Enter");
    await customer.isTold("Paid: succeeded");
  });

  test("without a network the customer is told so, and can pay when it is back", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.route("**/v1/payment_intents/*/confirm", (route) => route.abort("connectionreset"));
    await customer.pay();
    await customer.isTold(/issues connecting/);
    expect(await customer.result()).toMatchObject({ error: { type: "api_connection_error" } });
    await customer.page.unroute("**/v1/payment_intents/*/confirm");
    await customer.page.context().setOffline(true);
    await customer.pay();
    await customer.isTold(/issues connecting/);
    await customer.page.context().setOffline(false);
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("a browser that sends the confirmation again because the answer was lost has paid once", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    const path = `/v1/payment_intents/${customer.paymentId}/confirm`;
    await shop.breakdown({ kind: "api", action: "cut", when: "after", path, method: "POST", times: 1 });
    await customer.pay();
    await customer.isTold(/Paid: succeeded|issues connecting/);
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "succeeded" });
    expect(await customer.result()).not.toMatchObject({ error: { code: "payment_intent_unexpected_state" } });
  });

  test("the page it returns to can read the payment", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.page.waitForURL(/\/thanks/);
    const secret = new URL(customer.page.url()).searchParams.get("payment_intent_client_secret");
    const read = await customer.page.evaluate(
      `stripe.then((stripe) => stripe.retrievePaymentIntent("${secret}"))`,
    );
    expect(read).toMatchObject({ paymentIntent: { id: customer.paymentId, status: "succeeded" } });
  });
});

describe("3-D Secure", () => {
  test("a customer whom the bank recognises has paid", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).click();
    await customer.isTold("Paid: succeeded");
    await expect.poll(() => customer.page.getByRole("dialog").count()).toBe(0);
  });

  test("a customer whom the bank refuses is told, and pays with another card", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Fail authentication" }).click();
    await customer.isTold("We are unable to authenticate your payment method.");
    expect(await customer.result()).toMatchObject({
      error: {
        code: "payment_intent_authentication_failure",
        payment_intent: { id: customer.paymentId, status: "requires_payment_method" },
      },
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("Escape does not lose the payment; Cancel refuses it", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).waitFor();
    const cancel = customer.page.getByRole("dialog").getByRole("button", { name: "Cancel" });
    await cancel.focus();
    for (const _ of [1, 2, 3]) await customer.page.keyboard.press("Escape");
    expect(await cancel.isVisible()).toBe(true);
    await cancel.click();
    await customer.isTold("We are unable to authenticate your payment method.");
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "requires_payment_method" });
  });

  test("a challenge finished elsewhere closes the bank's page", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).waitFor();
    await fetch(`${shop.sandbox.url}/_sandbox/3ds/${customer.paymentId}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ outcome: "complete" }),
    });
    await customer.isTold("Paid: succeeded");
  });
});

describe("filling in", () => {
  test("fields left empty are named one by one, the first is focused, and nothing is sent", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.field("Card number").waitFor();
    await customer.pay();
    await customer.isTold("Your card number is incomplete.");
    const alerts = customer.card.getByRole("alert");
    expect(await alerts.allTextContents()).toEqual([
      "Your card number is incomplete.",
      "Your card's expiration date is incomplete.",
      "Your card's security code is incomplete.",
      "Your postal code is incomplete.",
    ]);
    const number = customer.field("Card number");
    expect(await number.getAttribute("aria-invalid")).toBe("true");
    expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "requires_payment_method" });
  });

  test("a card typed in one go runs through the fields, grouped and with its brand", async () => {
    await using customer = await shop.visit();
    await customer.field("Card number").click();
    await customer.page.keyboard.type("378282246310005" + "1234" + "1234");
    expect(await customer.field("Card number").inputValue()).toBe("3782 822463 10005");
    expect(await customer.field("Expiration date").inputValue()).toBe("12 / 34");
    expect(await customer.field("Security code").inputValue()).toBe("1234");
    await customer.card.locator("[data-brand=amex]").waitFor();
  });

  test("a number can be corrected in its middle, and deleted over its gaps", async () => {
    await using customer = await shop.visit();
    const number = customer.field("Card number");
    await number.fill("4242 4342");
    await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(7, 7));
    await customer.page.keyboard.press("Backspace");
    await customer.page.keyboard.type("2");
    expect(await number.inputValue()).toBe("4242 4242");
    await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(5, 5));
    await customer.page.keyboard.press("Backspace");
    expect(await number.inputValue()).toBe("4244 242");
    await customer.field("Expiration date").fill("12");
    await customer.page.keyboard.press("Backspace");
    expect(await customer.field("Expiration date").inputValue()).toBe("1");
  });

  test("the postal code is asked for where banks check it", async () => {
    await using customer = await shop.visit();
    await customer.field("Country").selectOption("Germany");
    await expect.poll(() => customer.card.getByRole("textbox").count()).toBe(3);
    await customer.field("Country").selectOption("United Kingdom");
    await customer.field("Postal code").waitFor();
  });

  test("a second way to pay has a tab, and is checked like the first", async () => {
    await using customer = await shop.visit({ deferred: true, payment: { layout: "tabs" } });
    await customer.card.getByRole("tab", { name: "Card" }).press("ArrowRight");
    const tab = customer.card.getByRole("tab", { name: "SEPA Direct Debit" });
    expect(await tab.getAttribute("aria-selected")).toBe("true");
    await customer.field("IBAN").fill("AT611904300234573202");
    await customer.card.getByText("The IBAN you entered is invalid.").waitFor();
    await customer.field("IBAN").fill("AT611904300234573201");
    await customer.field("Full name").fill("Ada Lovelace");
    await customer.field("Email").fill("ada@example.com");
    await expect
      .poll(async () => (await customer.events()).filter(({ name }) => name === "change").at(-1)?.event)
      .toMatchObject({ complete: true, value: { type: "sepa_debit" } });
  });

  test("an accordion may begin closed, and nothing is paid until a way is chosen", async () => {
    const layout = { type: "accordion", defaultCollapsed: true };
    await using customer = await shop.visit({ redirect: "if_required", payment: { layout } });
    const card = customer.card.getByRole("button", { name: "Card" });
    await card.waitFor();
    await customer.pay();
    await customer.isTold("Please select a payment method.");
    await card.click();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("what the shop asks for itself, it must pass on", async () => {
    const fields = { billingDetails: { address: { country: "never", postalCode: "never" } } };
    await using customer = await shop.visit({ payment: { fields } });
    await customer.field("Card number").fill("4242 4242 4242 4242");
    expect(await customer.card.getByLabel("Country").isVisible()).toBe(false);
    await customer.field("Expiration date").fill("1234");
    await customer.field("Security code").fill("123");
    await customer.pay();
    await expect.poll(() => customer.problems.join()).toContain("fields.billing_details.address.country");
  });

  test("the shop hears of focus, changes and completeness, never of contents", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.getByRole("button", { name: "Pay" }).focus();
    await expect.poll(async () => (await customer.events()).map(({ name }) => name)).toContain("blur");
    const events = await customer.events();
    expect(events[0]).toEqual({ name: "loaderstart", event: { elementType: "payment" } });
    expect(events.map(({ name }) => name)).toContain("ready");
    expect(events.map(({ name }) => name)).toContain("focus");
    expect(events.filter(({ name }) => name === "change").at(-1)?.event).toEqual({
      elementType: "payment",
      empty: false,
      complete: true,
      collapsed: false,
      value: {
        type: "card",
        billingDetails: { address: { country: "US", postalCode: "94107" } },
      },
    });
  });
});

describe("what is wrong is said beside the field, once it is left", () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await shop.visit();
  });
  afterAll(() => customer.page.close());

  test.each([
    ["Card number", "4242 4242 4242 4241", "Your card number is invalid."],
    ["Card number", "4242 42", "Your card number is incomplete."],
    ["Expiration date", "12 / 20", "Your card's expiration year is in the past."],
    ["Expiration date", "1", "Your card's expiration date is incomplete."],
    ["Security code", "12", "Your card's security code is incomplete."],
    ["ZIP", "941", "Your postal code is incomplete."],
  ])("%s %s: %s", async (name, value, message) => {
    await customer.field(name).fill(value);
    await customer.field(name).blur();
    await customer.card.getByText(message).waitFor();
    const described = await customer.field(name).getAttribute("aria-describedby");
    expect(await customer.card.locator(`#${described}`).textContent()).toBe(message);
  });
});

describe("keeping to itself", () => {
  test("no request or message of the shop's page ever holds the card number", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    const { page } = customer;
    const seen: string[] = [];
    page.on("request", (request) => {
      if (request.frame() === page.mainFrame()) seen.push(request.url(), request.postData() ?? "");
    });
    page.on("console", (message) => seen.push(message.text()));
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      addEventListener("message", (event) => heard.push(JSON.stringify(event.data)), true);
    });
    await customer.fillCard("4242 4242 4242 4242", { code: "737" });
    await customer.pay();
    await customer.isTold("Paid: succeeded");
    const heard = await page.evaluate<string[]>("heard");
    expect(heard.length).toBeGreaterThan(3);
    expect(seen.some((text) => text.includes("/confirm"))).toBe(true);
    const everything = [
      ...seen,
      ...heard,
      JSON.stringify(await customer.result()),
      await page.content(),
    ].join(" ");
    expect(everything).not.toMatch(/4242[\s+%20-]*4242/);
    expect(everything).not.toContain("737");
  });

  test("a message without the frame's own channel id is passed over", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.evaluate((sandbox) => {
      const answers: string[] = [];
      Object.assign(window, { answers });
      addEventListener("message", ({ data }) => data.type === "answer" && answers.push(data.id));
      window.frames[0]?.postMessage(
        { type: "createPaymentMethod", id: "stranger", channel: "guess" },
        sandbox,
      );
    }, shop.sandbox.url);
    await customer.pay();
    await customer.isTold("Paid: succeeded");
    const answers = await customer.page.evaluate<string[]>("answers");
    expect(answers.length).toBeGreaterThan(0);
    expect(answers).not.toContain("stranger");
  });
});

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

describe("integration mistakes are thrown in clear words", () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await shop.visit();
  });
  afterAll(() => customer.page.close());

  test.each([
    ["stripe.elements({ paymentMethodTypes: ['card'] })", "`paymentMethodTypes` is no longer supported"],
    ["stripe.elements({ mode: 'payment', currency: 'usd' })", "`amount` should be a positive integer"],
    ["stripe.elements().create('payment')", "you must pass a clientSecret or mode"],
    ["stripe.confirmPayment({ clientSecret: 'nonsense' })", "should be a client secret"],
    ["stripe.confirmPayment({ clientSecret: 'pi_1_secret_2' })", "confirmParams.return_url is required"],
    [
      "stripe.confirmPayment({ elements: stripe.elements({ mode: 'payment', amount: 100, currency: 'usd' }), clientSecret: 'pi_1_secret_2', confirmParams: { return_url: 'https://shop.example' } })",
      "elements.submit() must be called before",
    ],
  ])("%s", async (call, message) => {
    const said = await customer.page.evaluate(
      `stripe.then(async (stripe) => ${call}).catch((error) => error.name + ": " + error.message)`,
    );
    expect(said).toContain("IntegrationError: ");
    expect(said).toContain(message);
  });
});
