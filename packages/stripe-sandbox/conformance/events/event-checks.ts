import type { Check } from "../check.ts";
import { flows } from "./flows.ts";
import { listing } from "./listing.ts";
import { retrieving } from "./retrieving.ts";

export const eventChecks: readonly Check[] = [...flows, ...retrieving, ...listing];
