import { removeOldCarts } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const cartRetention: Retention = { name: "carts", after: "carts", remove: removeOldCarts };
