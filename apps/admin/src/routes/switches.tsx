import type { SwitchName } from "@dualtrack/contract";
import { Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { CheckoutsDialog } from "../features/switches/checkouts-dialog.tsx";
import { SwitchDialog } from "../features/switches/switch-dialog.tsx";
import { SwitchEntry } from "../features/switches/switch-entry.tsx";
import { trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const consoleRoute = getRouteApi("/console");

/** The parts of the shop that can be switched off while it runs. */
export function SwitchesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const list = trpc.switches.list.useQuery(undefined, {
    staleTime: 0,
    refetchOnWindowFocus: "always",
    refetchInterval: 30_000,
  });
  const [asked, ask] = useState<SwitchName | null>(null);
  const [notice, setNotice] = useState<ReactNode>(null);
  const now = useNow();
  const entries = list.data?.switches;
  const entry = entries?.find(({ name }) => name === asked);
  const dialog = {
    onClose: () => ask(null),
    onDone: (done: string) => {
      ask(null);
      setNotice(done);
    },
  };
  return (
    <>
      <PageHead title="Switches" />
      <Notice>{notice}</Notice>
      {list.isError && (
        <Problem
          title={entries ? "The switches could not be refreshed" : "The switches could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {list.isLoading && <Skeleton height={320} aria-label="The switches are loading" role="status" />}
      {entries?.map((each) => (
        <SwitchEntry
          key={each.name}
          entry={each}
          now={now}
          mayChange={me.role !== "support"}
          onAsk={() => {
            setNotice(null);
            ask(each.name);
          }}
          onRefused={setNotice}
        />
      ))}
      {entry?.name === "new_checkouts" && <CheckoutsDialog entry={entry} {...dialog} />}
      {entry !== undefined && entry.name !== "new_checkouts" && <SwitchDialog entry={entry} {...dialog} />}
    </>
  );
}
