import { availableParallelism } from "node:os";
import type { Env } from "./env-schema.ts";
import { StartError } from "./start-error.ts";

/** The password is public: only a demo accepts it. */
export const demoPassword = "two-tracks-one-order";

/** Whether a password is the demo's: like their hashes, after NFKC. */
export function isDemoPassword(password: string): boolean {
  return password.normalize("NFKC") === demoPassword;
}

/** Whether the keys are Stripe's own: then goods and money are real, and the shop does not get the demo's goods. */
export function usesRealStripe(env: Env): boolean {
  return env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_API_BASE === undefined;
}

/** Whether nothing can be lost: the sandbox replaces Stripe, and the database is on this machine. */
export function isDemo(env: Env): boolean {
  return !usesRealStripe(env) && (env.DATABASE_URL === undefined || isLoopback(env.DATABASE_URL));
}

/** How many web processes `npm start` runs: a demo has one visitor. */
export function webConcurrencyOf(env: Env): number {
  return env.WEB_CONCURRENCY ?? (isDemo(env) ? 1 : availableParallelism());
}

/** The zone on whose clocks the shop's days and times are. The demo's studio is in Vienna. */
export function timeZoneOf(env: Env): string {
  return env.SHOP_TIME_ZONE ?? (isDemo(env) ? "Europe/Vienna" : "UTC");
}

/**
 * Whether the outbox is shown on this machine: links in it open staff's accounts. Only if everything is on this
 * machine: the database, the sandbox that replaces Stripe, and the shop's own address.
 */
export function showsOutbox(env: Env): boolean {
  const addresses = [env.STRIPE_API_BASE, env.PUBLIC_URL].filter((address) => address !== undefined);
  return isDemo(env) && addresses.every((address) => isLoopbackHost(new URL(address).hostname));
}

/** The owner's password. Throws a StartError if the demo's public password would open a real shop. */
export function ownerPassword(env: Env): string {
  const password = env.STAFF_PASSWORD ?? demoPassword;
  if (isDemo(env) || !isDemoPassword(password)) return password;
  const reason = usesRealStripe(env) ? "Stripe keys of your own" : "a database on another machine";
  throw new StartError(
    `Set STAFF_PASSWORD to a password of your own: with ${reason}, the admin console does not open with the demo's.`,
  );
}

/** The host as the database's driver reads it: `?host=` wins, and none at all means this machine. */
function isLoopback(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = decodeURIComponent(searchParams.get("host") ?? hostname);
  return host === "" || host.startsWith("/") || isLoopbackHost(host);
}

export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}
