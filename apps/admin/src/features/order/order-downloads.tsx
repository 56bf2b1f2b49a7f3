import type { DownloadAccess } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { Badge } from "../../order-badges.ts";
import type { Me, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./order.module.css";
import { forManagers } from "./order-facts.ts";

export type DownloadsDialog = "renewDownloads" | "revokeDownloads";

const accessBadges: Record<DownloadAccess, Badge> = {
  open: { tone: "good", label: "Can be downloaded" },
  waiting: { tone: "wait", label: "Once the order is confirmed" },
  ended: { tone: "none", label: "The order has ended" },
  refunded: { tone: "none", label: "Refunded" },
  disputed: { tone: "wait", label: "Until the bank has decided" },
  dispute_lost: { tone: "bad", label: "Dispute lost" },
  revoked: { tone: "bad", label: "Stopped by staff" },
};

/** The files that the customer has bought, how often each was downloaded, and by whom. Nothing for an order without files. */
export function OrderDownloads({
  downloads,
  me,
  now,
  onOpen,
  onNotice,
}: {
  downloads: OrderView["downloads"];
  me: Me;
  now: number;
  onOpen: (dialog: DownloadsDialog) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  if (downloads === null) return null;
  const { lines, started, revokedAt } = downloads;
  const isLimited = lines.some(({ allowed }) => allowed !== null);
  return (
    <Section title="Downloads" id={downloadsId}>
      <ul className={classes.entries}>
        {lines.map(({ orderLineId, title, variantTitle, access, allowed, licence, files }) => (
          <li key={orderLineId} className={classes.event}>
            <span className={classes.product}>
              {title}
              {variantTitle && `, ${variantTitle}`}
            </span>
            <span className={classes.when}>
              <Status {...accessBadges[access]} />
            </span>
            {files.map(({ id, name, count, isUsedUp }) => (
              <span key={id} className={classes.sub}>
                {name}: downloaded {count}
                {allowed === null ? ` ${count === 1 ? "time" : "times"}` : ` of ${allowed} times`}
                {isUsedUp && ", no further one is allowed"}
              </span>
            ))}
            {licence && (
              <Anchor href={licence.path} target="_blank" rel="noreferrer" className={classes.sub ?? ""}>
                Licence, version {licence.number}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
      <fieldset className={classes.shipmentActions} aria-label="Downloads">
        <ActionButton
          disabledReason={isLimited ? forManagers(me) : "Its files have no limit of downloads."}
          onPress={() => onOpen("renewDownloads")}
          onRefused={onNotice}
        >
          Allow further downloads
        </ActionButton>
        <ActionButton
          disabledReason={forManagers(me)}
          onPress={() => onOpen("revokeDownloads")}
          onRefused={onNotice}
        >
          {revokedAt === null ? "Stop the downloads" : "Allow the downloads again"}
        </ActionButton>
      </fieldset>
      {started.length > 0 && (
        <ul className={classes.entries} aria-label="Downloads so far, the newest first">
          {started.map(({ id, fileName, network, at, continuations }) => (
            <li key={id} className={classes.event}>
              <span className={classes.block}>{fileName}</span>
              <span className={classes.when}>
                <Ago at={at} now={now} />
              </span>
              <span className={classes.sub}>
                {network === null ? "The network is not kept any more" : `From ${network}`}
                {continuations > 0 &&
                  `, continued ${continuations === 1 ? "once" : `${continuations} times`}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export const downloadsId = "downloads";
