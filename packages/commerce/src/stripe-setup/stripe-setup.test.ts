import { readFile } from "node:fs/promises";
import { openTestShop, type TestShop } from "@dualtrack/testkit";
import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { webhookEventTypes } from "../webhooks/event-types.ts";
import { checkRights } from "./check-rights.ts";
import { neededRights } from "./needed-rights.ts";
import { apiVersion, setUpEndpoint } from "./set-up-endpoint.ts";
import { createSetupClient } from "./setup-client.ts";
import { restrictedClient, rightsOf } from "./testing/restricted-client.ts";

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop[Symbol.asyncDispose]());

const url = "https://shop.example/webhooks/stripe";
const setUp = (more: Partial<Parameters<typeof setUpEndpoint>[1]> = {}) =>
  setUpEndpoint(shop.stripe, { url, isDryRun: false, isReplaced: false, ...more });
const endpoints = async () => (await shop.stripe.webhookEndpoints.list({ limit: 100 })).data;

test("an endpoint is made once, with the events that are acted on and the SDK's version; its secret is told once", async () => {
  expect(await setUp({ isDryRun: true })).toMatchObject({ outcome: "created", id: null, secret: null });
  expect(await endpoints()).toEqual([]);
  const { id, secret, ...first } = await setUp();
  expect(first).toMatchObject({ outcome: "created", doubles: [] });
  expect(secret).toMatch(/^whsec_/);
  expect(await endpoints()).toMatchObject([
    { id, url, enabled_events: webhookEventTypes, api_version: apiVersion, status: "enabled" },
  ]);
  expect(await setUp()).toEqual({ outcome: "kept", id, changes: [], secret: null, doubles: [] });
  expect(apiVersion).toBe(Stripe.API_VERSION);
});

test("an endpoint that sends other events, or that is disabled, is put right, and what differed is said", async () => {
  const { id } = await shop.stripe.webhookEndpoints.create({
    ...{ url, api_version: apiVersion as Stripe.WebhookEndpointCreateParams.ApiVersion },
    enabled_events: ["customer.created", "refund.created"],
  });
  await shop.stripe.webhookEndpoints.update(id, { disabled: true });
  const other = await shop.stripe.webhookEndpoints.create({
    ...{ url: "https://other.example/hooks", enabled_events: ["customer.created"] },
  });
  const { changes, ...dry } = await setUp({ isDryRun: true });
  expect(dry).toEqual({ outcome: "updated", id, secret: null, doubles: [] });
  expect(changes).toEqual([
    expect.stringMatching(/^events added: charge\.dispute\.closed, /),
    "events removed: customer.created",
    expect.stringMatching(/^enabled: /),
  ]);
  expect(await shop.stripe.webhookEndpoints.retrieve(id)).toMatchObject({ status: "disabled" });
  expect(await setUp()).toMatchObject({ outcome: "updated", changes });
  expect(await shop.stripe.webhookEndpoints.retrieve(id)).toMatchObject({
    ...{ status: "enabled", enabled_events: webhookEventTypes },
  });
  expect(await setUp()).toMatchObject({ outcome: "kept" });
  expect(await shop.stripe.webhookEndpoints.retrieve(other.id)).toMatchObject({
    enabled_events: ["customer.created"],
  });
});

test("an endpoint of another API version is left alone, and replaced by one beside it if that is asked for", async () => {
  // Made without a version, it sends events in the account's, whatever that is by then.
  const { id } = await shop.stripe.webhookEndpoints.create({ url, enabled_events: ["refund.created"] });
  expect(await setUp()).toMatchObject({
    ...{ outcome: "other_version", id, secret: null },
    changes: [`API version: the account's, but the shop reads ${apiVersion}`],
  });
  expect(await endpoints()).toHaveLength(1);
  const replaced = await setUp({ isReplaced: true });
  expect(replaced).toMatchObject({ outcome: "created", secret: expect.any(String), doubles: [id] });
  expect(await setUp({ isReplaced: true })).toMatchObject({
    outcome: "kept",
    id: replaced.id,
    doubles: [id],
  });
  expect(await endpoints()).toHaveLength(2);
});

test.each(["web", "worker"] as const)(
  "a restricted key with the rights of a %s is enough, and each that it lacks is named",
  async (user) => {
    const rights = rightsOf(user);
    expect(
      (await checkRights(await restrictedClient(shop, rights), [user])).filter(({ isGranted }) => !isGranted),
    ).toEqual([]);
    for (const [name, access] of Object.entries(rights)) {
      const { [name]: _, ...others } = rights;
      const less: Record<string, "read" | "write"> =
        access === "write" ? { ...others, [name]: "read" } : others;
      const checked = await checkRights(await restrictedClient(shop, less), [user]);
      expect(checked.filter(({ isGranted }) => !isGranted)).toMatchObject([
        { access, permission: `rak_${name}_${access}` },
      ]);
    }
  },
);

test("checking changes nothing at Stripe, a secret key has every right, and a wrong key is no missing right", async () => {
  const checked = await checkRights(shop.stripe, ["web", "worker"]);
  expect(checked.every(({ isGranted }) => isGranted)).toBe(true);
  expect(checked).toHaveLength(neededRights.length);
  expect((await shop.stripe.paymentIntents.list()).data).toEqual([]);
  expect((await shop.stripe.events.list()).data).toEqual([]);
  const unknown = createSetupClient({ secretKey: "rk_test_unknown", apiBase: shop.sandbox.url });
  await expect(checkRights(unknown, ["web"])).rejects.toMatchObject({ type: "StripeAuthenticationError" });
});

test("README lists exactly the rights that are checked", async () => {
  const readme = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
  for (const { resource, access, users } of neededRights) {
    const row = readme.split("\n").find((line) => line.startsWith(`| ${resource} `)) ?? "";
    const cells = row.split("|").map((cell) => cell.trim());
    for (const user of users)
      expect([resource, user, cells[user === "web" ? 2 : 3]]).toEqual([resource, user, access]);
  }
});
