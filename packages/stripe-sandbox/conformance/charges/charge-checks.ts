import type { Check } from "../check.ts";
import { listing } from "./listing.ts";
import { retrieving } from "./retrieving.ts";
import { updating } from "./updating.ts";

export const chargeChecks: readonly Check[] = [...retrieving, ...updating, ...listing];
