import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ClearedAlerts } from "../features/alerts/cleared-alerts.tsx";
import { LedgerAuditSection } from "../features/alerts/ledger-audit.tsx";
import { OpenAlerts } from "../features/alerts/open-alerts.tsx";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { useNow } from "../ui/use-now.ts";

const consoleRoute = getRouteApi("/console");

/** What is wrong with the shop, what was, and the last audit of its books. */
export function AlertsRoute() {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const open = trpc.alerts.open.useQuery(undefined, { refetchInterval: 30_000, staleTime: 0 });
  const [notice, setNotice] = useState<string | null>(null);
  return (
    <>
      <PageHead title="Alerts">
        <PathLink path="/alerts/settings">Who is told</PathLink>
      </PageHead>
      <Notice>{notice}</Notice>
      {open.isLoadingError ? (
        <Problem title="The alerts could not be loaded" error={open.error} onRetry={open.refetch} />
      ) : open.data?.length === 0 ? (
        <Empty title="Nothing is wrong">
          The shop checks itself every minute. What it finds stands here until its cause is gone.
        </Empty>
      ) : (
        <OpenAlerts alerts={open.data ?? null} now={now} />
      )}
      <LedgerAuditSection
        now={now}
        disabledReason={me.role === "support" ? "Only an owner or a manager may start an audit." : null}
        onNotice={setNotice}
      />
      <Section title="Over">
        <ClearedAlerts now={now} />
      </Section>
    </>
  );
}
