import { formatMoney } from "@dualtrack/contract";
import { many } from "../../decline-source-texts.ts";
import { deadlineTime } from "../../dispute-badges.ts";
import { problemLabel } from "../../labels.ts";
import type { Attention } from "../../server/trpc.ts";
import type { Concern } from "./concern.ts";

/** Money that is reserved on customers' cards and may be lost if nobody acts. */
export function authorizationConcerns({
  lostCaptures,
  refusedCaptures,
  endingAuthorizations,
}: Attention): [count: number, describe: (count: number) => Omit<Concern, "count">][] {
  return [
    [
      lostCaptures.count,
      (count) => ({
        title: `${many(count, "order has", "orders have")} shipped without being paid`,
        path: "/orders?payment=released",
        note: "What was reserved on the card was released before it was charged. Ask the customer to pay another way. Of the last 30 days.",
        examples: lostCaptures.examples.map(({ number, money }) => ({
          ...{ label: number, path: `/orders/${number}`, detail: formatMoney(money) },
        })),
      }),
    ],
    [
      refusedCaptures.count,
      (count) => ({
        title: `${many(count, "card", "cards")} could not be charged or released`,
        path: "/orders?attention=yes",
        note: "Nothing is charged. Open one to try again, and keep its goods back until then.",
        examples: refusedCaptures.examples.map(({ problem, ...authorization }) => ({
          ...orderLink(authorization.number),
          detail: problem === null ? formatMoney(authorization.money) : problemLabel(problem),
        })),
      }),
    ],
    [
      endingAuthorizations.count,
      (count) => ({
        title: `${many(count, "order has", "orders have")} to be shipped or charged within two days`,
        path: "/orders?attention=yes",
        note: "Then the bank frees what is reserved on the card. Ship it, charge it, or cancel it.",
        examples: endingAuthorizations.examples.map(({ number, money, captureBefore }) => ({
          ...orderLink(number),
          detail: `${formatMoney(money)}, until ${deadlineTime(captureBefore)}`,
        })),
      }),
    ],
  ];
}

function orderLink(number: string | null): { label: string; path?: string } {
  return number === null
    ? { label: "A payment without an order" }
    : { label: number, path: `/orders/${number}` };
}
