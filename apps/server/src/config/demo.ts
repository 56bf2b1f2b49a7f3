import type { Env } from "./env-schema.ts";
import { StartError } from "./start-error.ts";

/** Everybody can read it here: only a demo opens with it. */
export const demoPassword = "two-tracks-one-order";

/** Whether the keys are Stripe's own: then goods and money are real, and the shop is not filled with the demo's. */
export function usesRealStripe(env: Env): boolean {
  return env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_API_BASE === undefined;
}

/** Whether nothing can be lost here: the sandbox plays Stripe, and the database is on this machine. */
export function isDemo(env: Env): boolean {
  return !usesRealStripe(env) && (env.DATABASE_URL === undefined || isLoopback(env.DATABASE_URL));
}

/**
 * Whether the outbox is shown to whoever sits at this machine: links in it open staff's accounts. Only where everything is
 * on this machine: the database, the sandbox that plays Stripe, and the shop's own address.
 */
export function showsOutbox(env: Env): boolean {
  const addresses = [env.STRIPE_API_BASE, env.PUBLIC_URL].filter((address) => address !== undefined);
  return isDemo(env) && addresses.every((address) => isLoopbackHost(new URL(address).hostname));
}

/** What the owner signs in with. Throws a StartError where the demo's password, known to all, would open a real shop. */
export function ownerPassword(env: Env): string {
  const password = env.STAFF_PASSWORD ?? demoPassword;
  if (isDemo(env) || password !== demoPassword) return password;
  const reason = usesRealStripe(env) ? "Stripe keys of your own" : "a database on another machine";
  throw new StartError(
    `Set STAFF_PASSWORD to a password of your own: with ${reason}, the admin console does not open with the demo's.`,
  );
}

/** As the database's driver reads it: `?host=` wins, and none at all means this machine. */
function isLoopback(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = decodeURIComponent(searchParams.get("host") ?? hostname);
  return host === "" || host.startsWith("/") || isLoopbackHost(host);
}

export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}
