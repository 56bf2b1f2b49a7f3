import { type LedgerAudit, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./alerts.module.css";

type Fault = LedgerAudit["examples"][number];

const columns: Column<Fault>[] = [
  { label: "Promise", width: 80, isNumber: true, cell: ({ promise }) => promise },
  { label: "What is wrong", isMain: true, cell: ({ problem }) => problem },
  {
    label: "Where",
    cell: ({ row }) =>
      Object.entries(row)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
  },
];

/** The last nightly proof that payments, orders and stock agree. */
export function LedgerAuditSection({
  now,
  disabledReason,
  onNotice,
}: {
  now: number;
  /** Why this person can't start one; null: they can. */
  disabledReason: string | null;
  onNotice: (text: string) => void;
}) {
  const audit = trpc.alerts.ledger.useQuery(undefined, { refetchInterval: 30_000, staleTime: 0 });
  const start = trpc.alerts.auditLedger.useMutation({
    onSuccess: () => onNotice("The audit is queued. Its result stands here when it is done."),
  });
  return (
    <Section
      title="Audit of the ledger"
      aside={
        <ActionButton
          disabledReason={disabledReason}
          loading={start.isPending}
          onPress={() => start.mutate()}
          onRefused={onNotice}
        >
          Audit now
        </ActionButton>
      }
    >
      {start.isError && (
        <Problem title="The audit was not queued" error={start.error} onRetry={() => start.mutate()} />
      )}
      {audit.isError && (
        <Problem title="The last audit could not be loaded" error={audit.error} onRetry={audit.refetch} />
      )}
      {audit.data === null && (
        <p className={classes.advice}>
          Every night the shop compares all payments at Stripe with its orders, refunds and stock. It has not
          done so yet.
        </p>
      )}
      {audit.data && <Result audit={audit.data} now={now} />}
    </Section>
  );
}

function Result({ audit, now }: { audit: LedgerAudit; now: number }) {
  const { startedAt, payments, orders, variants, violations, examples } = audit;
  return (
    <>
      <p className={classes.audit}>
        <Status
          tone={violations === 0 ? "good" : "bad"}
          label={violations === 0 ? "Everything agrees" : `${violations} found`}
        />
        <span>
          <Ago at={startedAt} now={now} />: {payments} payments at Stripe, {orders} orders, {variants}{" "}
          variants
        </span>
      </p>
      {examples.length > 0 && (
        <DataTable
          name="What the audit has found"
          columns={columns}
          rows={examples}
          keyOf={(fault) => JSON.stringify(fault)}
        />
      )}
    </>
  );
}
