import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type FrameLocator, type Page } from "@playwright/test";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { bundleShop } from "./bundle-shop.ts";

type Bag = Record<string, unknown>;

/** A shop with the real react-stripe-js on one origin, the sandbox on another, and a browser to visit them with. */
export async function openShop() {
  const [files, sandbox, browser] = await Promise.all([bundleShop(), startSandbox(), openBrowser()]);
  const server = await serve(files, sandbox.url);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ locale: "en-US" });
  return {
    url,
    sandbox,
    /** A PaymentIntent as the shop's server makes it. */
    newPayment: (params: Bag = {}) =>
      askSandbox(sandbox, "payment_intents", { amount: 2000, currency: "usd", ...params }),
    /** A SetupIntent for a customer. */
    async newSetup() {
      const { id } = await askSandbox(sandbox, "customers", {});
      const intent = await askSandbox(sandbox, "setup_intents", { customer: id });
      return { intent, customerId: id };
    },
    payment: (id: string) => askSandbox(sandbox, `payment_intents/${id}`),
    /** A customer with saved cards, and the client secret that shows them in a Payment Element. */
    async savedBy(features: Bag, cards: string[] = []) {
      const { id } = await askSandbox(sandbox, "customers", {});
      const saved: string[] = [];
      for (const card of cards) {
        const method = await askSandbox(sandbox, `payment_methods/${card}/attach`, { customer: id });
        await askSandbox(sandbox, `payment_methods/${method.id}`, { allow_redisplay: "always" });
        saved.push(String(method.id));
      }
      const session = await askSandbox(sandbox, "customer_sessions", {
        customer: id,
        "components[payment_element][enabled]": true,
        ...Object.fromEntries(
          Object.entries(features).map(([name, value]) => [
            `components[payment_element][features][payment_method_${name}]`,
            value,
          ]),
        ),
      });
      return { customer: String(id), secret: String(session.client_secret), saved };
    },
    /** Makes an object as the shop's server does: `checkout/sessions`. */
    create: (path: string, params: Bag) => askSandbox(sandbox, path, params),
    /** What Stripe has of an object: `payment_methods/pm_123`. */
    read: (path: string) => askSandbox(sandbox, path),
    /** Makes the sandbox fail on purpose. */
    breakdown: (fault: Bag) => sandbox.control("POST", "/faults", fault),
    /** A customer who stands in front of the payment form. */
    async visit({ intent = {}, ...order }: Bag & { intent?: Bag } = {}, width = 1280) {
      const currency = order.deferred ? "eur" : "usd";
      const payment = order.clientSecret ? undefined : await this.newPayment({ currency, ...intent });
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 800 });
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      const wanted = encodeURIComponent(JSON.stringify({ clientSecret: payment?.client_secret, ...order }));
      await page.goto(`${url}/?order=${wanted}`);
      return new Customer(page, String(payment?.id ?? ""), problems);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await sandbox.stop();
    },
  };
}

/** What a customer does in the form, and sees. */
export class Customer {
  readonly card: FrameLocator;
  readonly bank: FrameLocator;

  readonly page: Page;
  readonly paymentId: string;
  /** What went wrong in the page's scripts without anybody catching it. */
  readonly problems: string[];

  constructor(page: Page, paymentId: string, problems: string[]) {
    this.page = page;
    this.paymentId = paymentId;
    this.problems = problems;
    this.card = page.frameLocator('iframe[title="Secure payment input frame"]');
    this.bank = page.frameLocator('iframe[title="3D Secure authentication"]');
  }

  field(name: string) {
    return this.card.getByLabel(name, { exact: true });
  }

  async fillCard(number: string, { expiry = "12 / 34", code = "123", zip = "94107" } = {}) {
    await this.field("Card number").fill(number);
    await this.field("Expiration date").fill(expiry);
    await this.field("Security code").fill(code);
    await this.field("ZIP").fill(zip);
  }

  pay() {
    return this.page.getByRole("button", { name: "Pay" }).click();
  }

  async isTold(message: string | RegExp) {
    await this.page.getByRole("status").filter({ hasText: message }).waitFor();
  }

  /** What confirmPayment resolved with. */
  result(): Promise<{ error?: Bag; paymentIntent?: Bag; setupIntent?: Bag }> {
    return this.page.evaluate("window.result");
  }

  events(): Promise<{ name: string; event: Bag }[]> {
    return this.page.evaluate(
      "events.map(({ name, event }) => ({ name, event: name === 'ready' ? {} : event }))",
    );
  }

  async [Symbol.asyncDispose]() {
    await this.page.close();
  }
}

async function askSandbox(sandbox: Sandbox, path: string, params?: Bag): Promise<Bag> {
  const form = new URLSearchParams(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const response = await fetch(`${sandbox.url}/v1/${path}`, {
    method: params ? "POST" : "GET",
    headers: { Authorization: "Bearer sk_test_sandbox" },
    body: params ? form : undefined,
  });
  const body = (await response.json()) as Bag;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body;
}

async function serve(files: Map<string, string>, sandboxUrl: string): Promise<Server> {
  const page = files.get("/index.html")?.replace("%SANDBOX%", sandboxUrl);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop");
    const file = files.get(pathname);
    const isScript = pathname.endsWith(".js");
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    // What a careful shop allows: the sandbox for script, frame and calls, and nothing inline.
    response.setHeader(
      "Content-Security-Policy",
      `default-src 'none'; script-src 'self' ${sandboxUrl}; frame-src ${sandboxUrl}; connect-src ${sandboxUrl}; style-src 'self'`,
    );
    response.end(isScript ? file : page);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return server;
}

/** The Chromium of this machine, without a window. */
export function openBrowser(): Promise<Browser> {
  const inPath = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) =>
    (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
  );
  const executablePath = [process.env.CHROMIUM_PATH ?? "", "/usr/bin/chromium", ...inPath].find((path) =>
    existsSync(path),
  );
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
