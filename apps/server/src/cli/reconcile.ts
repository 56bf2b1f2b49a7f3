import { alignOrderNumbers, reconcile } from "@dualtrack/commerce";
import { reconcileWindowMs } from "../jobs/reconcile-window.ts";
import { withShop } from "./with-shop.ts";

// pnpm reconcile: compares Stripe's payments with the database now, as the worker does at its start and every hour;
// exits 1 if something could not be settled.
await withShop(
  async (shop) => {
    await alignOrderNumbers(shop);
    return reconcile(shop, { windowMs: reconcileWindowMs });
  },
  ({ failed }) => failed === 0,
);
