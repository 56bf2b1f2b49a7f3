import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** What the customer has answered to whether paying went well. Nothing until then. */
export function OrderFeedback({ feedback, now }: { feedback: OrderView["feedback"]; now: number }) {
  if (feedback === null) return null;
  const { paidWell, comment, at } = feedback;
  return (
    <Section title="Did paying go well?">
      <Status tone={paidWell ? "good" : "bad"} label={paidWell ? "Yes" : "No"} />
      {comment !== null && <p className={classes.note}>{comment}</p>}
      <p className={classes.sub}>
        The customer’s answer, <Ago at={at} now={now} />
      </p>
    </Section>
  );
}
