import { writeFileSync } from "node:fs";
import { allChecks } from "./all-checks.ts";
import { tableOf } from "./table.ts";

// Writes TABLE.md anew. A test says when that has been forgotten.
writeFileSync(new URL("TABLE.md", import.meta.url), tableOf(allChecks));
console.log(`TABLE.md tells of ${allChecks.length} statements.`);
