import { auditLedger } from "@dualtrack/commerce";
import { withShop } from "./with-shop.ts";

// pnpm audit:ledger: proves promises 1 to 4 against the database and Stripe; exits 1 with the rows that break them.
await withShop(auditLedger, ({ violations }) => violations.length === 0);
