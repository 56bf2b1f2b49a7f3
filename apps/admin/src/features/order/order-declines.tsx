import { formatMoney, paymentMethodLabel } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { declineText } from "../../decline-texts.ts";
import type { Decline } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { shortAddress } from "../../ui/short-address.ts";
import classes from "./order.module.css";

/** The attempts to pay that were refused; nothing if there were none. */
export function OrderDeclines({ declines, now }: { declines: Decline[]; now: number }) {
  if (declines.length === 0) return null;
  return (
    <Section title={declines.length === 1 ? "A declined attempt" : `${declines.length} declined attempts`}>
      <ul className={classes.entries}>
        {declines.map(({ id, failedAt, reason, amount, method, methodCountry, clientIp }) => (
          <li key={id} className={classes.event}>
            <span title={reason}>{declineText(reason)}</span>
            <Ago className={classes.when} at={failedAt} now={now} />
            <span className={classes.sub}>
              {formatMoney(amount)}
              {method && `, ${paymentMethodLabel(method)}`}
              {methodCountry && ` (${methodCountry})`}
              {clientIp && (
                <>
                  , from{" "}
                  <Link
                    to="/declines"
                    search={{ address: clientIp, period: "30d" }}
                    style={{ color: "inherit" }}
                  >
                    {shortAddress(clientIp)}
                  </Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
