import type { Check } from "../check.ts";
import { creating } from "./creating.ts";
import { listing } from "./listing.ts";
import { updating } from "./updating.ts";

export const shippingRateChecks: readonly Check[] = [...creating, ...updating, ...listing];
