import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { networkOf } from "./network-of.ts";

const minuteMs = 60_000;
/** The most networks that are counted at a time; the one whose minute began first is forgotten. */
const maxNetworks = 10_000;

interface Minute {
  /** In ms. */
  beganAt: number;
  count: number;
}

/** The reads of each network, the one whose minute began first in front. */
const minutes = new WeakMap<Shop["db"], Map<string, Minute>>();

/**
 * Counts a read of this address's network: what is asked often, costs the database something and changes nothing. Each process counts by
 * itself in memory, so that counting costs no statement. TOO_MANY_REQUESTS when there are too many in a minute.
 */
export function countRead(
  { db, clock, settings }: Pick<Shop, "db" | "clock" | "settings">,
  { ip }: { ip: string | null },
): void {
  if (ip === null) return; // the client has closed the connection, so nobody waits for an answer
  const counted = minutes.get(db) ?? new Map<string, Minute>();
  minutes.set(db, counted);
  const [network, now] = [networkOf(ip), clock.now().getTime()];
  const earlier = counted.get(network);
  if (earlier !== undefined && now < earlier.beganAt + minuteMs) {
    earlier.count += 1;
    if (earlier.count <= settings.limits.readsPerMinute) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((earlier.beganAt + minuteMs - now) / 1000));
    throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds });
  }
  counted.delete(network);
  counted.set(network, { beganAt: now, count: 1 });
  const [oldest] = counted.keys();
  if (counted.size > maxNetworks && oldest !== undefined) counted.delete(oldest);
}
