import { expireCheckouts } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm cleanup-reservations: ends every checkout whose reservation is over, at Stripe first, and gives its stock back.
await withShop(expireCheckouts, ({ failed }) => failed === 0);
