import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestShop } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runProgram } from "../testing/run-program.ts";

let DUALTRACK_DATA_DIR: string;
beforeAll(async () => {
  DUALTRACK_DATA_DIR = await mkdtemp(join(tmpdir(), "dualtrack-setup-"));
});
afterAll(() => rm(DUALTRACK_DATA_DIR, { recursive: true }));

const setUp = (variables: Record<string, string>, ...options: string[]) =>
  runProgram("stripe-setup", { DUALTRACK_DATA_DIR, ...variables }, options).ended;
const url = "https://shop.example/webhooks/stripe";

test.each([
  [{}, [], /^STRIPE_SECRET_KEY is not set\.$/],
  [
    { STRIPE_SECRET_KEY: "sk_live_a" },
    ["--url", "http://shop.example/webhooks/stripe"],
    /no address for a live key/,
  ],
  [
    { STRIPE_SECRET_KEY: "rk_live_a" },
    ["--url", "https://localhost/webhooks/stripe"],
    /no address for a live key/,
  ],
  [
    { STRIPE_SECRET_KEY: "sk_live_a" },
    [],
    /^http:\/\/localhost:4000\/webhooks\/stripe is no address for a live key/,
  ],
  [
    { STRIPE_SECRET_KEY: "sk_test_a" },
    [],
    /^Stripe can't call http:\/\/localhost.*stripe listen --forward-to/,
  ],
  [
    { STRIPE_SECRET_KEY: "sk_live_a", STRIPE_API_BASE: "http://127.0.0.1:9" },
    ["--url", url],
    /points at a sandbox/,
  ],
  [{ STRIPE_SECRET_KEY: "sk_test_a" }, ["--url", "shop.example"], /^--url must be an address/],
  [{ STRIPE_SECRET_KEY: "sk_test_a" }, ["--all"], /^Unknown option '--all'/],
])("%j with %j is refused before Stripe is asked", async (variables, options, sentence) => {
  const { code, output } = await setUp(variables, ...options);
  expect(output.trim()).toMatch(sentence);
  expect(output).not.toContain("    at ");
  expect(code).toBe(1);
});

test("the secret key alone is enough: an endpoint is made, its secret is printed once, and a key's missing rights are named", async () => {
  await using shop = await openTestShop();
  const at = { STRIPE_API_BASE: shop.sandbox.url };
  const variables = { ...at, STRIPE_SECRET_KEY: shop.sandbox.secretKey, PUBLIC_URL: "https://shop.example" };
  const dry = await setUp(variables, "--dry-run");
  expect(dry.output).toMatch(
    /^The key has every right: .*\n.*shop\.example\/webhooks\/stripe would be created:/,
  );
  expect((await shop.stripe.webhookEndpoints.list()).data).toEqual([]);
  const first = await setUp(variables);
  expect(first).toMatchObject({
    code: 0,
    output: expect.stringMatching(/STRIPE_WEBHOOK_SECRET=whsec_\w+\n$/),
  });
  const second = await setUp(variables);
  expect(second).toMatchObject({ code: 0, output: expect.stringMatching(/is as it should be\.\n$/) });
  expect(second.output).not.toContain("whsec_");

  const response = await fetch(`${shop.sandbox.url}/_sandbox/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ permissions: { payment_intent: "write" } }),
  });
  const { key } = (await response.json()) as { key: string };
  const rights = await setUp({ ...at, STRIPE_SECRET_KEY: key, ROLE: "worker" }, "--check-rights");
  expect(rights.code).toBe(1);
  expect(rights.output).toMatch(
    /^The key lacks rights that the worker needs:\n {2}Charges and Refunds: write \(rak_charge_write\)/,
  );
  expect(rights.output).not.toContain("Coupons");
});
