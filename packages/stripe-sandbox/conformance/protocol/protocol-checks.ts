import type { Check } from "../check.ts";
import { notCovered } from "./not-covered.ts";
import { parameters } from "./parameters.ts";
import { requests } from "./requests.ts";

/** What Stripe's API does before any resource is looked at. */
export const protocolChecks: readonly Check[] = [...requests, ...notCovered, ...parameters];
