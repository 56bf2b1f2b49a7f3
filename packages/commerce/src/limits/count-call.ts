import { DomainError } from "../domain-error.ts";
import type { LimitedCall, Shop } from "../shop.ts";
import { networkOf } from "./network-of.ts";
import { secondsToWait } from "./seconds-to-wait.ts";

const minuteMs = 60_000;

/** Counts a call of this address's network. TOO_MANY_REQUESTS when there are too many in a minute. */
export async function countCall(
  shop: Pick<Shop, "db" | "clock" | "settings">,
  { call, ip }: { call: LimitedCall; ip: string | null },
): Promise<void> {
  if (ip === null) return; // the client has closed the connection, so nobody waits for an answer
  const most = shop.settings.limits.perMinute[call];
  const wait = await secondsToWait(shop, { key: `${call}:${networkOf(ip)}`, most, windowMs: minuteMs });
  if (wait !== null) throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: wait });
}
