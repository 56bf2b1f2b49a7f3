import type { Env } from "./env-schema.ts";
import { StartError } from "./start-error.ts";

/** Throws a StartError if a live key would be sent to a sandbox. */
export function refuseLiveInSandbox({
  STRIPE_SECRET_KEY,
  STRIPE_PUBLISHABLE_KEY,
  STRIPE_API_BASE,
}: Env): void {
  const isLive = [STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY].some((value) => value?.includes("_live_"));
  if (isLive && STRIPE_API_BASE !== undefined)
    throw new StartError(
      "STRIPE_API_BASE points at a sandbox, but a live Stripe key is set: remove one of them.",
    );
}

/** Throws a StartError if two variables, each valid by itself, contradict each other. */
export function refuseContradictions(env: Env): void {
  const {
    STRIPE_SECRET_KEY,
    STRIPE_PUBLISHABLE_KEY,
    STRIPE_WEBHOOK_SECRET,
    STRIPE_API_BASE,
    EASYPOST_API_KEY,
    EASYPOST_API_BASE,
    PORT,
    SANDBOX_PORT,
  } = env;
  refuseLiveInSandbox(env);
  const keys = { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET };
  const missing = Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0 && missing.length < 3)
    throw new StartError(`To use Stripe, set all three of its variables: ${missing.join(" and ")} missing.`);
  if (STRIPE_API_BASE !== undefined && missing.length > 0)
    throw new StartError(
      `STRIPE_API_BASE is set, so Stripe's keys must be, too: ${missing.join(" and ")} missing.`,
    );
  if (STRIPE_SECRET_KEY?.includes("_live_") !== STRIPE_PUBLISHABLE_KEY?.includes("_live_"))
    throw new StartError(
      "STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes: one is live, one is test.",
    );
  if (EASYPOST_API_BASE !== undefined && !EASYPOST_API_KEY?.startsWith("EZTK"))
    throw new StartError("EASYPOST_API_BASE is set: EASYPOST_API_KEY must be a test key then (EZTK...).");
  if (env.STORAGE_URL !== undefined && env.STORAGE_DIR !== undefined)
    throw new StartError("STORAGE_URL and STORAGE_DIR are both set: files have one place.");
  if (STRIPE_SECRET_KEY === undefined && PORT === SANDBOX_PORT)
    throw new StartError(
      `PORT and SANDBOX_PORT are both ${PORT}: give the Stripe sandbox a port of its own.`,
    );
}
