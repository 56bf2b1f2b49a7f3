import { parseArgs } from "node:util";
import {
  type CheckedRight,
  checkRights,
  createSetupClient,
  type EndpointSetup,
  type KeyUser,
  setUpEndpoint,
} from "@dualtrack/commerce";
import { isLiveKey } from "../config/deployment.ts";
import type { Env } from "../config/env-schema.ts";
import { publicAddress } from "../config/own-address.ts";
import { StartError } from "../config/start-error.ts";
import { serverPaths } from "../http/server-paths.ts";
import { setupEnv } from "./command-env.ts";

// pnpm stripe:setup [--url https://your.shop/webhooks/stripe] [--dry-run] [--replace] [--check-rights]: makes or updates the webhook endpoint at
// Stripe, and checks that the key may do what ROLE's processes need. Ends with 1 if something is left to do. With --check-rights it checks alone.
try {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      replace: { type: "boolean", default: false },
      "check-rights": { type: "boolean", default: false },
    },
  });
  const env = await setupEnv();
  const secretKey = env.STRIPE_SECRET_KEY;
  if (secretKey === undefined) throw new StartError("STRIPE_SECRET_KEY is not set.");
  const url = values["check-rights"] ? null : endpointUrl(env, values.url, secretKey);
  const stripe = createSetupClient({ secretKey, apiBase: env.STRIPE_API_BASE ?? null });
  const users: readonly KeyUser[] = env.ROLE === "all" ? ["web", "worker"] : [env.ROLE];
  const missing = (await checkRights(stripe, users)).filter(({ isGranted }) => !isGranted);
  sayRights(missing, { users, isRestricted: secretKey.startsWith("rk_") });
  if (missing.length > 0) process.exitCode = 1;
  if (url !== null) {
    const isDryRun = values["dry-run"];
    const setup = await setUpEndpoint(stripe, { url, isDryRun, isReplaced: values.replace });
    sayEndpoint(setup, { url, isDryRun });
    if (setup.outcome === "other_version") process.exitCode = 1;
  }
} catch (error) {
  process.exitCode = 1;
  const isOrdinary = error instanceof StartError || isStripeError(error) || isUsageError(error);
  console.error(isOrdinary ? (error as Error).message : error);
}

/** The address at which Stripe calls. Throws a StartError for one at which nobody can, or may, call a live shop. */
function endpointUrl(env: Env, given: string | undefined, secretKey: string): string {
  const text = given ?? `${publicAddress(env)}${serverPaths.stripeWebhook}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new StartError(
      `--url must be an address such as https://shop.example.com${serverPaths.stripeWebhook}`,
    );
  const isLocal = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)|\.localhost$/.test(url.hostname);
  if (isLiveKey(secretKey) && (url.protocol === "http:" || isLocal))
    throw new StartError(
      `${url.href} is no address for a live key: payments' data would be sent there without TLS, or to this machine. Set PUBLIC_URL, or --url.`,
    );
  if (isLocal && env.STRIPE_API_BASE === undefined)
    throw new StartError(
      `Stripe can't call ${url.href}. On this machine use: stripe listen --forward-to ${url.host}${url.pathname}`,
    );
  return url.href;
}

function sayRights(
  missing: readonly CheckedRight[],
  { users, isRestricted }: { users: readonly KeyUser[]; isRestricted: boolean },
): void {
  const whose = users.length > 1 ? "web and worker need" : `the ${users.join()} needs`;
  if (missing.length === 0) {
    const right = isRestricted ? `every right that ${whose}` : "every right: it is a secret key";
    console.log(`The key has ${right}.`);
    return;
  }
  console.log(`The key lacks rights that ${whose}:`);
  for (const { resource, access, use, permission } of missing)
    console.log(`  ${resource}: ${access}${permission === null ? "" : ` (${permission})`}, for ${use}`);
}

function sayEndpoint(
  { outcome, id, changes, secret, doubles }: EndpointSetup,
  { url, isDryRun }: { url: string; isDryRun: boolean },
): void {
  const name = id === null ? url : `${url} (${id})`;
  const would = isDryRun ? "would be " : "";
  if (outcome === "kept") console.log(`The webhook endpoint ${name} is as it should be.`);
  else if (outcome === "other_version") console.log(`The webhook endpoint ${name} can't be updated:`);
  else console.log(`The webhook endpoint ${name} ${would}${outcome}:`);
  for (const change of changes) console.log(`  ${change}`);
  if (outcome === "other_version")
    console.log(
      "Stripe can't change that. Run it again with --replace: it makes a second endpoint, and tells how to go on.",
    );
  if (secret !== null)
    console.log(`Its signing secret, which Stripe tells only now:\n  STRIPE_WEBHOOK_SECRET=${secret}`);
  if (secret !== null && doubles.length > 0)
    console.log(
      "Set both secrets, the new one first and the old one after a comma, restart the webs, then disable the old endpoint in Stripe's dashboard.",
    );
  if (doubles.length > 0)
    console.log(`Also enabled at this address, so each event comes more than once: ${doubles.join(", ")}`);
}

function isStripeError(error: unknown): boolean {
  return error instanceof Error && "type" in error && String(error.type).startsWith("Stripe");
}

function isUsageError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
