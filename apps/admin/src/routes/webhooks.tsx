import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { Inbox } from "../features/webhooks/inbox.tsx";
import { Rejections } from "../features/webhooks/rejections.tsx";
import { RetryAllDialog } from "../features/webhooks/retry-all-dialog.tsx";
import { SilentWebhooks } from "../features/webhooks/silent-webhooks.tsx";
import { useAttention } from "../server/attention.ts";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/webhooks");
const consoleRoute = getRouteApi("/console");

export function WebhooksRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const utils = trpc.useUtils();
  const counts = trpc.webhooks.counts.useQuery(undefined, { staleTime: 0 });
  const attention = useAttention();
  const [notice, setNotice] = useState<string | null>(null);
  const [isConfirming, setIsConfirming] = useState(false);
  const open = counts.data ?? { failed: 0, dead: 0 };

  return (
    <>
      <PageHead title="Webhooks">
        {counts.data && (
          <span>
            {open.failed} failed, {open.dead} dead
          </span>
        )}
        <ActionButton
          disabledReason={
            me.role === "support"
              ? "Only an owner or a manager may do this."
              : open.failed + open.dead === 0
                ? "No event is failed or dead."
                : null
          }
          onPress={() => {
            setNotice(null);
            setIsConfirming(true);
          }}
          onRefused={setNotice}
        >
          Retry all failed and dead
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      {attention.data !== undefined && attention.data.silentWebhooks.count > 0 && (
        <SilentWebhooks silence={attention.data.silentWebhooks} now={now} />
      )}
      <Tabs
        value={search.tab ?? "inbox"}
        onChange={(tab) => void navigate({ search: tab === "rejected" ? { tab } : {}, replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="inbox">Inbox</Tabs.Tab>
          <Tabs.Tab value="rejected">Rejected calls</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="inbox">
          <Inbox
            search={search}
            now={now}
            onChange={(part) =>
              void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
            }
            onClear={() => void navigate({ search: {}, replace: true })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="rejected" pt="sm">
          <Rejections now={now} />
        </Tabs.Panel>
      </Tabs>
      {isConfirming && (
        <RetryAllDialog
          counts={open}
          onClose={() => setIsConfirming(false)}
          onDone={(notice) => {
            setIsConfirming(false);
            setNotice(notice);
            void utils.webhooks.invalidate();
            void utils.reports.attention.invalidate();
          }}
        />
      )}
    </>
  );
}
