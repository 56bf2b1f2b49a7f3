import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { CalendarFeeds } from "../features/resources/calendar-feeds.tsx";
import { NewResourceDialog } from "../features/resources/new-resource-dialog.tsx";
import classes from "../features/resources/resources.module.css";
import { type ListedResource, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/resources");
const consoleRoute = getRouteApi("/console");

const columns: Column<ListedResource>[] = [
  {
    label: "Room or person",
    isMain: true,
    cell: ({ id, name }) => (
      <Link to="/resources/$resourceId" params={{ resourceId: id }} state={{ fromList: true }}>
        {name}
      </Link>
    ),
  },
  { label: "Hours", cell: ({ hasOwnHours }) => (hasOwnHours ? "its own" : "the shop's") },
  { label: "Services", isNumber: true, width: 110, cell: ({ services }) => services },
  { label: "Status", width: 110, cell: ({ isArchived }) => (isArchived ? "archived" : "on sale") },
];

/** The rooms and people that services take. */
export function ResourcesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const list = trpc.resources.list.useQuery(undefined, { staleTime: 0 });
  const [isCreating, setCreating] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const rows = list.data?.resources ?? null;
  const navigation = useRowNavigation({
    count: rows?.length ?? 0,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const resourceId = rows?.[index]?.id;
      if (resourceId !== undefined)
        void navigate({ to: "/resources/$resourceId", params: { resourceId }, state: { fromList: true } });
    },
  });
  return (
    <>
      <PageHead title="Rooms and people">
        <PathLink path="/hours">Opening hours</PathLink>
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={me.role === "support" ? "Only an owner or a manager may add them." : null}
          onPress={() => {
            setNotice(null);
            setCreating(true);
          }}
          onRefused={setNotice}
        >
          New room or person
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      {list.isError && (
        <Problem
          title={rows ? "The list could not be refreshed" : "The list could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {rows?.length === 0 ? (
        <Empty title="There are no rooms and people">
          Add those whose time is booked. A service takes one of them: a product that is time.
        </Empty>
      ) : (
        !list.isLoadingError && (
          <DataTable
            name="Rooms and people"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            placeholders={4}
            navigation={navigation}
          />
        )
      )}
      <p className={classes.hint}>Which of them a service takes is set on the product's page.</p>
      {me.role !== "support" && <CalendarFeeds />}
      {isCreating && (
        <NewResourceDialog
          onClose={() => setCreating(false)}
          onDone={(name) => {
            setCreating(false);
            setNotice(`${name} was added, with the shop's hours.`);
          }}
        />
      )}
    </>
  );
}
