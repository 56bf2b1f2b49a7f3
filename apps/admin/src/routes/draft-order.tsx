import { Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { CancelDraftDialog } from "../features/draft-orders/cancel-draft-dialog.tsx";
import { DraftFields } from "../features/draft-orders/draft-fields.tsx";
import { stateBadges, whyNotSend } from "../features/draft-orders/draft-labels.ts";
import { DraftTimeline } from "../features/draft-orders/draft-timeline.tsx";
import { OrderedDraft } from "../features/draft-orders/ordered-draft.tsx";
import { SentSection } from "../features/draft-orders/sent-section.tsx";
import { useDraftForm } from "../features/draft-orders/use-draft-form.ts";
import { errorMessage } from "../messages.ts";
import { readUuid } from "../search-params.ts";
import { useChanges } from "../server/live.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffDraftOrder, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { EditForm } from "../ui/edit-form.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Status } from "../ui/status.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/draft-orders/$draftOrderId");
const consoleRoute = getRouteApi("/console");

export function DraftOrderRoute() {
  const { draftOrderId } = route.useParams();
  const isId = readUuid(draftOrderId) !== undefined;
  const draft = trpc.draftOrders.get.useQuery(
    { draftOrderId },
    {
      ...{ enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
      refetchInterval: ({ state }) => (state.data?.state === "waiting" ? 15_000 : 30_000),
    },
  );
  useChanges("order", () => draft.data?.state === "waiting" && draft.refetch());
  if (!isId || refusalOf(draft.error)?.code === "DRAFT_ORDER_NOT_FOUND") return <MissingDraft />;
  return (
    <>
      {draft.isPending && <PageHead title="Draft order" />}
      {draft.isError && (
        <Problem
          title={
            draft.data ? "The draft order could not be refreshed" : "The draft order could not be loaded"
          }
          error={draft.error}
          onRetry={draft.refetch}
        />
      )}
      {draft.data && (
        <DraftOrder key={draftOrderId} draft={draft.data} onRefetch={() => void draft.refetch()} />
      )}
    </>
  );
}

function DraftOrder({ draft: latest, onRefetch }: { draft: StaffDraftOrder; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const utils = trpc.useUtils();
  const { base, notice, setNotice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const [isCancelling, setCancelling] = useState(false);
  const receive = (after: StaffDraftOrder) => {
    utils.draftOrders.get.setData({ draftOrderId: after.id }, after);
    void utils.draftOrders.list.invalidate();
    void utils.draftOrders.figures.invalidate();
  };
  const send = trpc.draftOrders.send.useMutation({
    onSuccess(after) {
      receive(after);
      continueFrom(
        after,
        after.fields.email === ""
          ? "The items are reserved. Copy the link for the customer."
          : `The items are reserved, and the link is on its way to ${after.fields.email}.`,
      );
    },
    onError(error) {
      setNotice(errorMessage(error));
      void utils.draftOrders.price.invalidate(); // what is short is marked at its line
      if (refusalOf(error)?.code !== "OUT_OF_STOCK") onRefetch();
    },
  });
  const whyNot = whyNotSend(me.role);
  const { state } = latest;
  const mayBeSent =
    state === "draft" || state === "expired" || (state === "cancelled" && latest.sentAt !== null);
  return (
    <>
      <PageHead title={`Draft order ${base.number}`}>
        <Status {...stateBadges[state]} />
        <PathLink path="/draft-orders">All draft orders</PathLink>
        {state === "draft" && (
          <ActionButton
            size="compact-sm"
            disabledReason={whyNot}
            onPress={() => setCancelling(true)}
            onRefused={setNotice}
          >
            Call it off
          </ActionButton>
        )}
      </PageHead>
      <Notice>{notice}</Notice>
      <SentSection draft={latest} disabledReason={whyNot} onChanged={receive} onNotice={setNotice} />
      {latest.ordered !== null && latest.total !== null ? (
        <OrderedDraft draft={latest} ordered={latest.ordered} total={latest.total} />
      ) : (
        <DraftEditor
          key={`${base.id} ${base.version}`}
          draft={base}
          mayEdit={
            !(state === "cancelled" && latest.sentAt === null) && (state !== "waiting" || whyNot === null)
          }
          isSent={state === "waiting"}
          newer={newer}
          onTakeNewer={takeNewer}
          onRefused={onRefetch}
          onSaved={(saved) => {
            receive(saved);
            continueFrom(
              saved,
              saved.state === "waiting"
                ? `Saved. What is reserved has changed with it, and the link is the same. ${untoldText(saved)}`
                : "Saved. Nothing is reserved until it is sent.",
            );
          }}
          sending={
            mayBeSent
              ? {
                  disabledReason: newer === null ? whyNot : "Look at the newer version first.",
                  isBusy: send.isPending,
                  label:
                    state === "draft"
                      ? "Reserve the items and send the link"
                      : "Reserve the items again and send the link",
                  onSend: () => send.mutate({ draftOrderId: base.id, version: base.version }),
                  onRefused: setNotice,
                }
              : null
          }
        />
      )}
      <DraftTimeline events={latest.events} now={now} />
      {isCancelling && (
        <CancelDraftDialog
          draft={latest}
          onClose={() => setCancelling(false)}
          onDone={(text) => {
            setCancelling(false);
            setNotice(text);
          }}
        />
      )}
    </>
  );
}

function untoldText({ fields }: StaffDraftOrder): string {
  const untold = "The customer has not been told";
  return fields.email === "" ? `${untold}: there is no e-mail address.` : `${untold}: mail the link again.`;
}

interface Sending {
  disabledReason: string | null;
  isBusy: boolean;
  label: string;
  onSend: () => void;
  onRefused: (reason: string) => void;
}

function DraftEditor({
  draft,
  mayEdit,
  isSent,
  newer,
  onTakeNewer,
  onSaved,
  onRefused,
  sending,
}: {
  draft: StaffDraftOrder;
  mayEdit: boolean;
  isSent: boolean;
  newer: StaffDraftOrder | null;
  onTakeNewer: () => void;
  onSaved: (saved: StaffDraftOrder) => void;
  onRefused: () => void;
  /** Null: it can't be sent now. */
  sending: Sending | null;
}) {
  const now = useNow();
  const action = useDraftForm(draft, { onSaved, onRefused });
  const isDirty = action.form.isDirty();
  const isEmpty = action.form.values.draft.lines.length === 0;
  const unsaved = isDirty ? "Save what you changed first." : null;
  return (
    <EditForm action={action} name="this draft order" {...{ mayEdit, newer, onTakeNewer }}>
      <DraftFields form={action.form} draftOrderId={draft.id} {...{ now, isSent }} />
      {sending !== null && (
        <ActionButton
          size="sm"
          my="md"
          variant="filled"
          loading={sending.isBusy}
          disabledReason={sending.disabledReason ?? unsaved ?? (isEmpty ? "Add an item first." : null)}
          onPress={sending.onSend}
          onRefused={sending.onRefused}
        >
          {sending.label}
        </ActionButton>
      )}
    </EditForm>
  );
}

function MissingDraft() {
  return (
    <>
      <PageTitle>No such draft order</PageTitle>
      <Title order={1}>There is no such draft order</Title>
      <Text mt="sm" c="dimmed">
        The link may be cut short. <PathLink path="/draft-orders">See all draft orders</PathLink>
      </Text>
    </>
  );
}
