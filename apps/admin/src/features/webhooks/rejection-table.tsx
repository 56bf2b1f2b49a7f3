import { rejectionLabel } from "../../labels.ts";
import type { WebhookRejection } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { shortAddress } from "../../ui/short-address.ts";
import classes from "./webhooks.module.css";

/** Calls of the webhook route that were rejected: why, and from where. Null while they are loading. */
export function RejectionTable({ rejections, now }: { rejections: WebhookRejection[] | null; now: number }) {
  return <DataTable name="Rejected calls" columns={columns(now)} rows={rejections} keyOf={({ id }) => id} />;
}

function columns(now: number): Column<WebhookRejection>[] {
  return [
    { label: "When", isMain: true, width: 110, cell: ({ receivedAt }) => <Ago at={receivedAt} now={now} /> },
    { label: "Reason", cell: ({ reason }) => rejectionLabel(reason) },
    {
      label: "From",
      width: 220,
      cell: ({ remoteIp, userAgent }) => (
        <span>
          {remoteIp === null ? "not known" : shortAddress(remoteIp)}
          <br />
          <span className={`${classes.dim} ${classes.clip}`} title={userAgent ?? undefined}>
            {userAgent ?? "no user agent"}
          </span>
        </span>
      ),
    },
    {
      label: "What was sent",
      width: 380,
      cell: ({ signature, bodyStart }) => (
        <details>
          <summary>{bodyStart === "" ? "Signature, no body" : "Signature and first bytes"}</summary>
          <pre className={classes.raw}>Stripe-Signature: {signature ?? "(none)"}</pre>
          <pre className={classes.raw}>{bodyStart}</pre>
        </details>
      ),
    },
  ];
}
