import { Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { whyNotShipping } from "../features/shipping/area-labels.ts";
import { DeleteZoneDialog } from "../features/shipping/delete-zone-dialog.tsx";
import { ZoneEditor } from "../features/shipping/zone-editor.tsx";
import { readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { type StaffZone, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const route = getRouteApi("/console/shipping/$zoneId");
const consoleRoute = getRouteApi("/console");

export function ShippingZoneRoute() {
  const { zoneId } = route.useParams();
  const isId = readUuid(zoneId) !== undefined;
  const zone = trpc.shipping.zone.useQuery(
    { zoneId },
    { enabled: isId, staleTime: 0, refetchOnWindowFocus: "always" },
  );
  if (!isId || refusalOf(zone.error)?.code === "SHIPPING_ZONE_NOT_FOUND") return <MissingZone />;
  return (
    <>
      {zone.isPending && <PageHead title="Zone" />}
      {zone.isError && (
        <Problem
          title={zone.data ? "The zone could not be refreshed" : "The zone could not be loaded"}
          error={zone.error}
          onRetry={zone.refetch}
        />
      )}
      {zone.data && <Zone key={zoneId} zone={zone.data} onRefetch={() => void zone.refetch()} />}
    </>
  );
}

function Zone({ zone: latest, onRefetch }: { zone: StaffZone; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const utils = trpc.useUtils();
  const { base, notice, setNotice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const [isDeleting, setDeleting] = useState(false);
  const disabledReason = whyNotShipping(me.role);
  const leave = () => void navigate({ to: "/shipping" });
  return (
    <>
      <PageHead title={base.name}>
        <PathLink path="/shipping">All zones</PathLink>
        <ActionButton
          size="compact-sm"
          disabledReason={disabledReason}
          onPress={() => setDeleting(true)}
          onRefused={setNotice}
        >
          Delete
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <ZoneEditor
        key={base.version}
        zone={base}
        mayEdit={disabledReason === null}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.shipping.zone.setData({ zoneId: saved.id }, saved);
          void utils.shipping.zones.invalidate();
          continueFrom(saved, "Saved. It holds for every new price from now on; orders keep theirs.");
        }}
        onRefused={onRefetch}
      />
      {isDeleting && (
        <DeleteZoneDialog
          zone={base}
          onClose={() => setDeleting(false)}
          onDone={() => {
            void utils.shipping.zones.invalidate();
            leave();
          }}
        />
      )}
    </>
  );
}

function MissingZone() {
  return (
    <>
      <PageTitle>No such zone</PageTitle>
      <Title order={1}>There is no such zone</Title>
      <Text mt="sm" c="dimmed">
        It may have been deleted. <PathLink path="/shipping">See all zones</PathLink>
      </Text>
    </>
  );
}
