import { Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { BlocksSection } from "../features/resources/blocks-section.tsx";
import { ResourceEditor } from "../features/resources/resource-editor.tsx";
import { errorMessage } from "../messages.ts";
import { readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffResource, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const route = getRouteApi("/console/resources/$resourceId");
const consoleRoute = getRouteApi("/console");

/** A room or person: its hours, and when it can't be booked. */
export function ResourceRoute() {
  const { resourceId } = route.useParams();
  const isId = readUuid(resourceId) !== undefined;
  const resource = trpc.resources.get.useQuery(
    { resourceId },
    { enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
  );
  if (!isId || refusalOf(resource.error)?.code === "RESOURCE_NOT_FOUND") return <MissingResource />;
  return (
    <>
      {resource.isPending && <PageHead title="Room or person" />}
      {resource.isError && (
        <Problem
          title={resource.data ? "It could not be refreshed" : "It could not be loaded"}
          error={resource.error}
          onRetry={resource.refetch}
        />
      )}
      {resource.data && (
        <Resource key={resourceId} resource={resource.data} onRefetch={() => void resource.refetch()} />
      )}
    </>
  );
}

function Resource({ resource: latest, onRefetch }: { resource: StaffResource; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const utils = trpc.useUtils();
  const { base, notice, setNotice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const disabledReason = me.role === "support" ? "Only an owner or a manager may change it." : null;
  const saved = (after: StaffResource, text: string) => {
    utils.resources.get.setData({ resourceId: after.id }, after);
    void utils.resources.list.invalidate();
    continueFrom(after, text);
  };
  const onError = (error: unknown) => {
    setNotice(errorMessage(error));
    onRefetch();
  };
  const archive = trpc.resources.archive.useMutation({
    onError,
    onSuccess: (after) => saved(after, "It is archived. Its bookings stay."),
  });
  const restore = trpc.resources.restore.useMutation({
    onError,
    onSuccess: (after) => saved(after, "It can be booked again."),
  });
  const edited = { resourceId: base.id, version: base.version };
  return (
    <>
      <PageHead title={base.name}>
        {latest.services.map(({ id, title }) => (
          <PathLink key={id} path={`/products/${id}`}>
            {title}
          </PathLink>
        ))}
        <PathLink path="/resources">All rooms and people</PathLink>
        <ActionButton
          size="compact-sm"
          disabledReason={disabledReason}
          loading={archive.isPending || restore.isPending}
          onPress={() => (base.isArchived ? restore : archive).mutate(edited)}
          onRefused={setNotice}
        >
          {base.isArchived ? "Restore" : "Archive"}
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <ResourceEditor
        key={base.version}
        resource={base}
        mayEdit={disabledReason === null}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(after) => saved(after, "Saved. Bookings stay as they are.")}
        onRefused={onRefetch}
      />
      <BlocksSection resource={latest} onNotice={setNotice} />
    </>
  );
}

function MissingResource() {
  return (
    <>
      <PageTitle>No such room or person</PageTitle>
      <Title order={1}>There is no such room or person</Title>
      <Text mt="sm" c="dimmed">
        The link may be cut short. <PathLink path="/resources">See all</PathLink>
      </Text>
    </>
  );
}
