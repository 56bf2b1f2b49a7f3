import { Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { DecideDialog } from "../features/unknown-payments/decide-dialog.tsx";
import { DecidedTable } from "../features/unknown-payments/decided-table.tsx";
import { type Decision, OpenTable } from "../features/unknown-payments/open-table.tsx";
import { trpc, type UnknownPayment } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const consoleRoute = getRouteApi("/console");

/**
 * Payments at Stripe that are missing in the database, as after a restore: those that wait for a decision, and the
 * others.
 */
export function UnknownPaymentsRoute() {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const utils = trpc.useUtils();
  const list = trpc.unknownPayments.list.useQuery(undefined, { refetchInterval: 30_000 });
  const [notice, setNotice] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ payment: UnknownPayment; decision: Decision } | null>(null);
  const open = list.data?.open ?? null;
  const decided = list.data?.decided ?? [];

  return (
    <>
      <PageHead title="Payments without an order" />
      <Notice>{notice}</Notice>
      {list.isLoadingError ? (
        <Problem title="The payments could not be loaded" error={list.error} onRetry={list.refetch} />
      ) : open?.length === 0 ? (
        <Empty title="Every payment has its order">
          Should Stripe have a payment of this shop whose order is not in the database, as after a restore
          from a backup, and the shop can't make it again by itself, you decide about it here.
        </Empty>
      ) : (
        <OpenTable
          payments={open}
          now={now}
          disabledReason={me.role === "support" ? "Only an owner or a manager may decide." : null}
          onDecide={(payment, decision) => {
            setNotice(null);
            setDialog({ payment, decision });
          }}
          onRefused={setNotice}
        />
      )}
      {decided.length > 0 && (
        <>
          <Title order={2} size="h4" mt="xl" mb="xs">
            Decided
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            Goods of a restored order may have left already: earlier shipments are not known.
          </Text>
          <DecidedTable payments={decided} now={now} />
        </>
      )}
      {dialog && (
        <DecideDialog
          {...dialog}
          onClose={() => setDialog(null)}
          onDone={(notice) => {
            setDialog(null);
            setNotice(notice);
            void utils.unknownPayments.invalidate();
            void utils.reports.attention.invalidate();
          }}
        />
      )}
    </>
  );
}
