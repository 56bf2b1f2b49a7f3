import type { Shop } from "../shop.ts";

/** The smallest share in units: a percentage of a few units would be less than one. */
const minimum = 3;

/** The most units of a variant that one cart, and one network, may reserve without paying, of `free` units. */
export function fairShare({ settings }: Pick<Shop, "settings">, free: number): number {
  const share = Math.ceil((Math.max(0, free) * settings.limits.sharePercent) / 100);
  return Math.min(Math.max(minimum, share), free);
}
