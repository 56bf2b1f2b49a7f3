import { parseArgs } from "node:util";
import { alignOrderNumbers, reconcile, reconcileBetween, windowOf } from "@dualtrack/commerce";
import { reconciliationWindow } from "@dualtrack/contract";
import { reconcileWindowMs } from "../jobs/reconcile-window.ts";
import { withShop } from "./with-shop.ts";

// pnpm reconcile [--from 2026-11-01 --to 2026-11-30]: compares Stripe with the database now, as the worker does at its start and
// every hour, or what was created on these days of the shop's time zone. Prints what was compared, settled, repaired and found; exits 1
// if something could not be settled.
const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
const days = [values.from, values.to].filter((day) => day !== undefined).length;
const parsed = reconciliationWindow.safeParse(values);

if (days === 1) {
  console.error("Give both days: --from 2026-11-01 --to 2026-11-30");
  process.exitCode = 1;
} else if (days === 2 && !parsed.success) {
  for (const { path, message } of parsed.error.issues) console.error(`--${path.join(".")}: ${message}`);
  process.exitCode = 1;
} else
  await withShop(
    async (shop) => {
      if (parsed.success) return reconcileBetween(shop, windowOf(shop, parsed.data));
      await alignOrderNumbers(shop);
      return reconcile(shop, { windowMs: reconcileWindowMs, trigger: "command" });
    },
    ({ failed }) => failed === 0,
  );
