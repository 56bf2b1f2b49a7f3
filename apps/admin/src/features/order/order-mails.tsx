import { mailBadges } from "../../order-badges.ts";
import type { OrderMail } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";

/** The mails that the customer got, or will get. */
export function OrderMails({ mails, now }: { mails: OrderMail[]; now: number }) {
  return (
    <Section title="Mails">
      {mails.length === 0 ? (
        <p className={classes.none}>None yet.</p>
      ) : (
        <ul className={classes.entries}>
          {mails.map((mail) => (
            <li key={mail.id} className={classes.event}>
              <span className={classes.subject}>{mail.subject}</span>
              <span className={classes.sub}>
                <Status {...mailBadges[mail.state]} /> <Ago at={mail.sentAt ?? mail.createdAt} now={now} /> to{" "}
                {mail.recipient}
              </span>
              {mail.lastError !== null && mail.state !== "sent" && (
                <span className={classes.bad}>{mail.lastError}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
