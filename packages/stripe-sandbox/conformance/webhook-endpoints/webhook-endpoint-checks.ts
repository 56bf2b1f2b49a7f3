import type { Check } from "../check.ts";
import { creating } from "./creating.ts";
import { deleting } from "./deleting.ts";
import { updating } from "./updating.ts";

export const webhookEndpointChecks: readonly Check[] = [...creating, ...updating, ...deleting];
