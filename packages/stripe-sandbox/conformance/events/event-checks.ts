import type { Check } from "../check.ts";
import { flows } from "./flows.ts";
import { listChecks } from "./listing.ts";
import { retrieving } from "./retrieving.ts";

export const eventChecks: readonly Check[] = [...flows, ...retrieving, ...listChecks];
