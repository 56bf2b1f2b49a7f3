import { removeOldDropEntries } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

/**
 * Places in lines that nobody moves any more. A place is its browser's by the cart's cookie, so it is kept as long as a cart is. While
 * others join, all stay: who has bought is known by their place, and may not come twice.
 */
export const dropRetention: Retention = {
  name: "dropPlaces",
  after: "carts",
  remove: removeOldDropEntries,
};
