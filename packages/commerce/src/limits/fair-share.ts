import type { Shop } from "../shop.ts";

/** So many anybody may hold, however little there is: a share of five records is none that somebody could buy. */
const minimum = 3;

/** The most units of a variant that one cart, and one network, may hold unpaid, of `free` that nobody else holds. */
export function fairShare({ settings }: Pick<Shop, "settings">, free: number): number {
  const share = Math.ceil((Math.max(0, free) * settings.limits.sharePercent) / 100);
  return Math.min(Math.max(minimum, share), free);
}
