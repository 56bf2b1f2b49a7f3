import type { WebhookEventState } from "@dualtrack/contract";
import { Skeleton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { getRouteApi, useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { EventAttempts } from "../features/webhooks/event-attempts.tsx";
import { EventBody } from "../features/webhooks/event-body.tsx";
import { EventFacts } from "../features/webhooks/event-facts.tsx";
import classes from "../features/webhooks/webhooks.module.css";
import { errorMessage } from "../messages.ts";
import { useChanges } from "../server/live.ts";
import { refusalOf } from "../server/refusals.ts";
import { type EventView, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/webhooks/$eventId");
const consoleRoute = getRouteApi("/console");

export function WebhookEventRoute() {
  const { eventId } = route.useParams();
  const isId = /^evt_\w+$/.test(eventId);
  const event = trpc.webhooks.event.useQuery({ eventId }, { enabled: isId, staleTime: 0 });
  const utils = trpc.useUtils();
  useChanges("webhook", () => event.isSuccess && utils.webhooks.event.invalidate({ eventId }));
  const isMissing = !isId || refusalOf(event.error)?.code === "EVENT_NOT_FOUND";
  return (
    <>
      <BackToList />
      <PageHead title={event.data?.type ?? "Event"} />
      {isMissing && (
        <Empty title={`There is no event ${eventId}`}>The address may be cut off. Search in the inbox.</Empty>
      )}
      {!isMissing && event.isPending && (
        <Skeleton height={320} role="status" aria-label="Loading the event" />
      )}
      {!isMissing && event.isError && (
        <Problem title="The event could not be loaded" error={event.error} onRetry={event.refetch} />
      )}
      {!isMissing && event.data && <Event key={eventId} event={event.data} />}
    </>
  );
}

/**
 * Back to the inbox: one step in the history if the person came from there, so that its filters are kept. Escape does
 * it, too.
 */
function BackToList() {
  const router = useRouter();
  const { fromList } = useLocation().state;
  const goBack = () => {
    if (fromList) router.history.back();
    else void router.navigate({ to: "/webhooks" });
  };
  useHotkeys([["Escape", goBack]]);
  return (
    <BackLink to="/webhooks" onBack={goBack}>
      Webhooks
    </BackLink>
  );
}

function Event({ event }: { event: EventView }) {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const utils = trpc.useUtils();
  const [notice, setNotice] = useState<string | null>(null);
  const retry = trpc.webhooks.retry.useMutation({
    onSuccess: ({ retried }) =>
      setNotice(
        retried === 1
          ? "The event is being tried again. Its attempts are counted from zero."
          : "Somebody has retried it already, or it was processed meanwhile. Nothing was done.",
      ),
    onError: (error) =>
      setNotice(
        errorMessage(error) +
          (refusalOf(error) === null ? " Press again to be sure: it is never done twice." : ""),
      ),
    onSettled: () => Promise.all([utils.webhooks.invalidate(), utils.reports.attention.invalidate()]),
  });
  return (
    <>
      <div className={classes.actions}>
        <ActionButton
          loading={retry.isPending}
          disabledReason={
            me.role === "support"
              ? "Only an owner or a manager may do this."
              : retryDisabledReason[event.state]
          }
          onPress={() => retry.mutate({ eventId: event.id })}
          onRefused={setNotice}
        >
          Retry now
        </ActionButton>
      </div>
      <Notice>{notice}</Notice>
      <EventFacts event={event} now={now} />
      <EventAttempts log={event.log} now={now} />
      <EventBody body={event.body} />
    </>
  );
}

const retryDisabledReason: Record<WebhookEventState, string | null> = {
  failed: null,
  dead: null,
  received: "It is waiting for its first attempt.",
  processed: "It is processed.",
  ignored: "It changed nothing, so there is nothing to do.",
};
