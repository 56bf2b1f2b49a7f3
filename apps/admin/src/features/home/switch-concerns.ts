import { formatMoney } from "@dualtrack/contract";
import { many } from "../../decline-source-texts.ts";
import type { Attention } from "../../server/trpc.ts";
import { limitText, switchTexts } from "../../switch-texts.ts";
import type { Concern } from "./concern.ts";

/** What is switched off, and what waits for that. */
export function switchConcerns({
  switchedOff,
  heldRefunds,
}: Attention): [count: number, describe: (count: number) => Omit<Concern, "count">][] {
  return [
    [
      switchedOff.count,
      (count) => ({
        title: `${many(count, "part of the shop is", "parts of the shop are")} switched off`,
        path: "/switches",
        since: switchedOff.since,
        note: "What that means, and how to switch it on again, stands on the page Switches.",
        examples: switchedOff.examples.map(({ name, by, isFixed, limit }) => ({
          label: switchTexts[name].label,
          path: `/switches#${name}`,
          detail: [limit && limitText(limit), isFixed ? "by the environment" : by && `by ${by}`]
            .filter(Boolean)
            .join(", "),
        })),
      }),
    ],
    [
      heldRefunds.count,
      (count) => ({
        title: `${many(count, "refund waits", "refunds wait")}, as automatic refunds are switched off`,
        path: "/orders?attention=yes",
        since: heldRefunds.since,
        note: "The customers have not got the money. Send one from its order, or switch automatic refunds on again.",
        examples: heldRefunds.examples.map(({ number, money }) => ({
          ...(number === null
            ? { label: "A payment without an order" }
            : { label: number, path: `/orders/${number}` }),
          detail: formatMoney(money),
        })),
      }),
    ],
  ];
}
