import { auditLedger } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm audit:ledger: checks promises 1 to 4 against the database and Stripe; exits 1 and prints the rows that break
// them.
await withShop(auditLedger, ({ violations }) => violations.length === 0);
