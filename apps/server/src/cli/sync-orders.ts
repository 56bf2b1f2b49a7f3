import { syncOrders } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm sync-orders: asks Stripe about every payment that is still open, whether or not its next attempt is due.
await withShop(
  (shop) => syncOrders(shop, { dueOnly: false }),
  ({ failed }) => failed === 0,
);
