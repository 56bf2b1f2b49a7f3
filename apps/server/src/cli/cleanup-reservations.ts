import { expireCheckouts } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm cleanup-reservations: ends every checkout whose reservation has expired, at Stripe first, and releases its
// stock.
await withShop(expireCheckouts, ({ failed }) => failed === 0);
