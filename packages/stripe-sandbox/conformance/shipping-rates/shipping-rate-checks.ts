import type { Check } from "../check.ts";
import { creating } from "./creating.ts";
import { listChecks } from "./listing.ts";
import { updating } from "./updating.ts";

export const shippingRateChecks: readonly Check[] = [...creating, ...updating, ...listChecks];
