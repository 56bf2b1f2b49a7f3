import { NavLink, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { type ConsoleSection, sectionsFor } from "../../sections.ts";
import { useAttention } from "../../server/attention.ts";
import { useMe } from "../../server/session.ts";
import type { Attention } from "../../server/trpc.ts";
import classes from "./frame.module.css";

/** Links to the console's sections, each with a count of what waits there. */
export function SectionsNav({ onGo }: { onGo: () => void }) {
  const { data: attention } = useAttention();
  return (
    <div className={classes.sections}>
      {sectionsFor(useMe().role).map((section) => (
        <SectionLink
          key={section.label}
          section={section}
          waiting={attention ? waitingIn(section, attention) : 0}
          onGo={onGo}
        />
      ))}
    </div>
  );
}

function waitingIn({ to }: ConsoleSection, attention: Attention): number {
  const { stuckOrders, failedRefunds, failedMails, failedEvents, failedSyncs, soldOut, lowStock } = attention;
  const { disputes, fraudWarnings, reviews, declineBursts, undecidedGoods } = attention;
  const refunds = failedRefunds.count + undecidedGoods.count;
  if (to === "/reconciliation") return attention.discrepancies.count + attention.unknownPayments.count;
  if (to === "/alerts") return attention.alerts.count;
  if (to === "/orders")
    return stuckOrders.count + refunds + failedMails.count + fraudWarnings.count + reviews.count;
  if (to === "/messages") return attention.messages.count;
  if (to === "/disputes") return disputes.count;
  if (to === "/declines") return declineBursts.count;
  if (to === "/webhooks") return failedEvents.count;
  if (to === "/sync") return failedSyncs.count;
  if (to === "/stock") return soldOut.count + lowStock.count;
  return 0;
}

function SectionLink({
  section: { label, to },
  waiting,
  onGo,
}: {
  section: ConsoleSection;
  waiting: number;
  onGo: () => void;
}) {
  const noteId = useId();
  return (
    <>
      <NavLink
        label={label}
        className={classes.section ?? ""}
        onClick={onGo}
        aria-describedby={waiting > 0 ? noteId : undefined}
        rightSection={
          waiting > 0 && (
            <span className={classes.badge} data-calm={to === "/stock" || undefined} aria-hidden="true">
              {waiting > 99 ? "99+" : waiting}
            </span>
          )
        }
        renderRoot={(props) => <Link to={to} activeOptions={{ exact: to === "/" }} {...props} />}
      />
      {waiting > 0 && <VisuallyHidden id={noteId}>{waiting} to look at</VisuallyHidden>}
    </>
  );
}
