import { expireCheckouts } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm cleanup-reservations: ends every checkout whose reservation has expired, at Stripe first, and releases its
// stock. It does not stop before it has come to all of them.
await withShop(
  (shop) => expireCheckouts(shop, { withinMs: Number.POSITIVE_INFINITY }),
  ({ failed, left }) => failed + left === 0,
);
