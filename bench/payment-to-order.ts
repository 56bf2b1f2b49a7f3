import { chromium, type Page } from "@playwright/test";
import { Customer } from "../e2e/customer.ts";
import { type ShopProcess, startShop } from "../e2e/shop-process.ts";

// Measures the time from Stripe's answer in the browser to the order on screen, and to "Confirmed": whole purchases in
// Chromium, with webhooks and with lost webhooks. Run: pnpm bench:payment-to-order [purchases]
const purchases = Number(process.argv[2] ?? 20);

interface Times {
  /** ms from the answer to Stripe's confirm call until the order's number is on screen. */
  onScreen: number;
  /** ms from the same moment until the page says "Confirmed". */
  confirmed: number;
}

await using shop = await startShop();
await using browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH === undefined ? {} : { executablePath: process.env.CHROMIUM_PATH }),
  args: ["--no-sandbox", "--disable-background-networking"],
});
await shop.sql(
  "insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 500 from variant",
);
await measure(3); // warm up
console.log(table("webhooks on", await measure(purchases)));
await shop.outside.fault({ kind: "webhook", action: "lose" });
console.log(table("webhooks lost", await measure(purchases)));

async function measure(count: number): Promise<Times[]> {
  const times: Times[] = [];
  for (let n = 0; n < count; n += 1) times.push(await purchase(shop));
  return times;
}

async function purchase({ url }: ShopProcess): Promise<Times> {
  const context = await browser.newContext({ baseURL: url, locale: "en-IE" });
  const page = await context.newPage();
  await page.addInitScript(watchForOrder);
  const customer = new Customer(page);
  await customer.readyToPay("signal-path");
  const answered = page.waitForResponse((response) =>
    /\/v1\/payment_intents\/\w+\/confirm$/.test(response.url()),
  );
  await customer.payButton.click();
  const request = (await answered).request();
  const seen = await whenSeen(page);
  const { startTime, responseEnd } = request.timing();
  await context.close();
  const paidAt = startTime + responseEnd;
  return { onScreen: seen.orderAt - paidAt, confirmed: seen.confirmedAt - paidAt };
}

interface Seen {
  orderAt: number;
  confirmedAt: number;
}

/** Runs in the page: records when the order's number and its confirmation are first on screen. */
function watchForOrder(): void {
  const seen = { orderAt: 0, confirmedAt: 0 };
  Object.assign(window, { seen });
  const poll = () => {
    const status = document.querySelector('section[aria-label="Status"]')?.textContent ?? "";
    if (seen.orderAt === 0 && status !== "" && /DT-\d+/.test(document.body.textContent))
      seen.orderAt = Date.now();
    if (seen.confirmedAt === 0 && status.includes("Confirmed")) seen.confirmedAt = Date.now();
    if (seen.confirmedAt === 0) requestAnimationFrame(poll);
  };
  requestAnimationFrame(poll);
}

async function whenSeen(page: Page): Promise<Seen> {
  const handle = await page.waitForFunction(() => {
    const { seen } = window as unknown as { seen: Seen };
    return seen.confirmedAt > 0 ? seen : null;
  });
  return (await handle.jsonValue()) as Seen;
}

function table(name: string, times: Times[]): string {
  const at = (values: number[], share: number) =>
    Math.round([...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN);
  const row = (name: keyof Times) => {
    const values = times.map((time) => time[name]);
    return `${name.padEnd(10)} median ${at(values, 0.5)} ms, p95 ${at(values, 0.95)} ms`;
  };
  return [`${name}, ${times.length} purchases`, row("onScreen"), row("confirmed")].join("\n  ");
}
