import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { bundleShop } from "./bundle-shop.ts";
import { startFake } from "./fake.ts";

console.time("bundle");
const files = await bundleShop();
console.timeEnd("bundle");
const fake = await startFake();
const shop = createServer((q, r) => {
  const p = new URL(q.url!, "http://x").pathname;
  const f = p.startsWith("/assets") ? files.get(p) : files.get("/index.html")!.replace("%SANDBOX%", fake.url);
  if (p.startsWith("/assets")) r.setHeader("content-type", "text/javascript");
  else r.setHeader("content-type", "text/html");
  r.end(f);
}).listen(0);
const shopUrl = `http://localhost:${(shop.address() as any).port}`;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: Number(process.env.W ?? 1280), height: 900 } });
page.on("console", (m) => console.log("console:", m.text()));
page.on("pageerror", (e) => console.log("pageerror", e));
const go = async (o: any, amount = 2000) => {
  const pi = await (
    await fetch(fake.url + "/v1/payment_intents", {
      method: "POST",
      body: new URLSearchParams({
        amount: String(amount),
        currency: "usd",
        ...(o.types ? { types: o.types.join() } : {}),
      }),
    })
  ).json();
  await page.goto(
    `${shopUrl}/?order=${encodeURIComponent(JSON.stringify({ clientSecret: pi.client_secret, ...o }))}`,
  );
};
const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
const fill = async (n: string) => {
  await frame.getByLabel("Card number", { exact: true }).fill(n);
  await frame.getByLabel("Expiration date", { exact: true }).fill("1234");
  await frame.getByLabel("Security code", { exact: true }).fill("123");
  await frame.getByLabel("ZIP", { exact: true }).fill("94107");
};
try {
  const pay = () => page.getByRole("button", { name: "Pay" }).click();
  for (const w of [1280, 390, 320]) {
    await page.setViewportSize({ width: w, height: 620 });
    await go({});
    await frame.getByLabel("Card number").waitFor();
    await page.screenshot({ path: `/tmp/a-${w}.png` });
    await frame.getByLabel("Card number").fill("4242 42");
    await frame.getByLabel("Expiration date").fill("12/20");
    await pay();
    await page.getByText("incomplete").first().waitFor();
    await page.screenshot({ path: `/tmp/b-${w}.png` });
    await go({ appearance: { theme: "night" }, background: "#1b1c24", types: ["card", "sepa_debit"] });
    await frame.getByLabel("Card number").fill("4000 0000 0000 9995");
    await frame.getByLabel("Security code").fill("1");
    await frame.getByLabel("Country").focus();
    await page.screenshot({ path: `/tmp/c-${w}.png` });
  }
} catch (e) {
  console.log(String(e).slice(0, 800));
  await page.screenshot({ path: "/tmp/err.png" });
}
await browser.close();
shop.close();
fake.close();
