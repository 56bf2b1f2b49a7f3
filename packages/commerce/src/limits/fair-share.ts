import type { Shop } from "../shop.ts";

/** The smallest share in units, or places: a percentage of a few units would be less than one. */
export const smallestShare = 3;

/** The most units of a variant, or places of a service on a day, that one cart, and one network, may reserve without paying, of `free` ones. */
export function fairShare({ settings }: Pick<Shop, "settings">, free: number): number {
  const share = Math.ceil((Math.max(0, free) * settings.limits.sharePercent) / 100);
  return Math.min(Math.max(smallestShare, share), free);
}
