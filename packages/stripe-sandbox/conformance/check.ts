import type { Method } from "../src/http/route.ts";
import type { Shop } from "../src/testing/open-shop.ts";

/** The columns of the table. */
export const topics = [
  "results",
  "states",
  "refusals",
  "events",
  "keys",
  "idempotency",
  "pages",
  "expansion",
] as const;
export type Topic = (typeof topics)[number];

/** One statement about one endpoint, and how to see that it is true on a fresh sandbox. */
export interface Check {
  endpoint: Endpoint;
  topic: Topic;
  /** A sentence without the endpoint's name: "refuses more than was paid". */
  behaviour: string;
  /** Resolves when it is true, throws when it is not. */
  see: (shop: Shop) => Promise<void>;
  /** It is about a call that is turned away at the door: all such checks can share one sandbox. */
  readOnly?: boolean;
}

/** As in Stripe's specification, such as `POST /v1/refunds/{id}`. */
export type Endpoint = `${Method} /v${1 | 2}/${string}`;

/** Makes the checks of one endpoint: topic, then behaviour, then how to see it. */
export function checksOf(
  endpoint: Endpoint,
  table: Partial<Record<Topic, Record<string, Check["see"]>>>,
): Check[] {
  return topics.flatMap((topic) =>
    Object.entries(table[topic] ?? {}).map(([behaviour, see]) => ({ endpoint, topic, behaviour, see })),
  );
}
