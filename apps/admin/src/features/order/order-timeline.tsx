import { formatMoney } from "@dualtrack/contract";
import { declineWords } from "../../decline-words.ts";
import { eventLooks, type Look, trackWords } from "../../order-words.ts";
import type { OrderEvent } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** Everything that happened, from all tracks; the latest at the end, so that news moves nothing that is read. */
export function OrderTimeline({
  events,
  returnedDebits,
  now,
}: {
  events: OrderEvent[];
  /** Ids of the disputes that are debits which the bank returned: nobody can answer those. */
  returnedDebits: string[];
  now: number;
}) {
  return (
    <Section title="Timeline">
      <ol className={classes.entries}>
        {events.map(({ id, kind, track, stripeId, details, at }) => (
          <li key={id} className={classes.event}>
            <span>
              <Status {...lookOf(kind, stripeId !== null && returnedDebits.includes(stripeId))} />
              <span className={classes.dim}>{detailWords(details)}</span>
            </span>
            <span className={classes.when}>
              {trackWords[track]}, <Ago at={at} now={now} />
            </span>
            {stripeId !== null && (
              <span className={classes.sub}>
                <CopyId id={stripeId} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function lookOf(kind: OrderEvent["kind"], isReturnedDebit: boolean): Look {
  if (isReturnedDebit && kind === "dispute_opened")
    return { tone: "bad", word: "Debit returned by the bank" };
  if (isReturnedDebit && kind === "dispute_lost") return { tone: "bad", word: "Returned debit is final" };
  return eventLooks[kind];
}

/** The details that people understand; others are for the server's log. */
function detailWords(details: unknown): string {
  if (typeof details !== "object" || details === null) return "";
  const known = details as Record<string, unknown>;
  const words: string[] = [];
  if (typeof known.amount === "number" && typeof known.currency === "string")
    words.push(formatMoney({ amount: known.amount, currency: known.currency }));
  if (Array.isArray(known.goods) && known.goods.length > 0) words.push(known.goods.map(String).join("; "));
  if (typeof known.carrier === "string") words.push(known.carrier);
  if (typeof known.trackingNumber === "string") words.push(known.trackingNumber);
  if (typeof known.code === "string") words.push(declineWords(known.code));
  if (typeof known.note === "string" && known.note !== "") words.push(`“${known.note}”`);
  return words.map((word) => `, ${word}`).join("");
}
