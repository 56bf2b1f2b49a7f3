import { formatMoney, fraudTypeText } from "@dualtrack/contract";
import { many } from "../../decline-source-texts.ts";
import { deadlineTime, timeLeftText } from "../../dispute-badges.ts";
import type { Attention } from "../../server/trpc.ts";
import type { Concern } from "./concern.ts";

/** Money that may be lost if nobody acts; it stands before everything else. */
export function riskConcerns(
  { disputes, fraudWarnings, reviews }: Attention,
  now: number,
): [count: number, describe: (count: number) => Omit<Concern, "count">][] {
  return [
    [
      disputes.count,
      (count) => ({
        title: `${unanswered(count - disputes.inquiries, disputes.inquiries)} for your answer`,
        path: "/disputes",
        note:
          disputes.inquiries === count
            ? "No money has been taken. Without an answer in time it may be, in a dispute."
            : disputes.inquiries === 0
              ? "Without an answer in time the money is lost."
              : "Without an answer in time a dispute’s money is lost; an inquiry’s has not been taken, and may be.",
        examples: disputes.examples.map(({ number, money, deadline, isInquiry }) => ({
          ...orderLink(number),
          detail: [
            isInquiry ? `inquiry about ${formatMoney(money)}` : formatMoney(money),
            deadline === null ? null : `until ${deadlineTime(deadline)} (${timeLeftText(deadline, now)})`,
          ]
            .filter(Boolean)
            .join(", "),
        })),
      }),
    ],
    [
      fraudWarnings.count,
      (count) => ({
        title: count === 1 ? "A bank warns of fraud" : `Banks warn of fraud in ${count} payments`,
        path: "/orders?risk=fraud_warning",
        since: fraudWarnings.since,
        note: "A refund now prevents a dispute. Don’t send the goods before you have decided.",
        examples: fraudWarnings.examples.map(({ number, money, fraudType }) => ({
          ...orderLink(number),
          detail: `${formatMoney(money)}, ${fraudTypeText(fraudType)}`,
        })),
      }),
    ],
    [
      reviews.count,
      (count) => ({
        title: count === 1 ? "Stripe is reviewing a payment" : `Stripe is reviewing ${count} payments`,
        path: "/orders?risk=review",
        since: reviews.since,
        note: "Approve or refund it in Stripe’s dashboard; until then it can’t be shipped.",
        examples: reviews.examples.map(({ number, money }) => ({
          ...orderLink(number),
          detail: formatMoney(money),
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

/** `2 disputes and 1 inquiry wait`. */
function unanswered(disputes: number, inquiries: number): string {
  if (disputes + inquiries === 1) return disputes === 1 ? "A dispute waits" : "An inquiry waits";
  const parts = [
    disputes > 0 && many(disputes, "dispute", "disputes"),
    inquiries > 0 && many(inquiries, "inquiry", "inquiries"),
  ].filter(Boolean);
  return `${parts.join(" and ")} wait`;
}
