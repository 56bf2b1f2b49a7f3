import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { unservedCountries, whyNotShipping } from "../features/shipping/area-labels.ts";
import { NewZoneDialog } from "../features/shipping/new-zone-dialog.tsx";
import { OriginCountry } from "../features/shipping/origin-country.tsx";
import { ParcelsSection } from "../features/shipping/parcels-section.tsx";
import classes from "../features/shipping/shipping.module.css";
import { ZonesTable } from "../features/shipping/zones-table.tsx";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const route = getRouteApi("/console/shipping");
const consoleRoute = getRouteApi("/console");

/** Where goods are sent, by which methods and for how much. */
export function ShippingRoute() {
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const list = trpc.shipping.zones.useQuery(undefined, { staleTime: 0 });
  const [isMaking, setMaking] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const disabledReason = whyNotShipping(me.role);
  const mayEdit = disabledReason === null;
  return (
    <>
      <PageHead title="Shipping">
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={disabledReason}
          onPress={() => {
            setNotice(null);
            setMaking(true);
          }}
          onRefused={setNotice}
        >
          New zone
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      {list.isError && (
        <Problem
          title={list.data ? "The zones could not be refreshed" : "The zones could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {list.data && <OriginCountry zones={list.data} mayEdit={mayEdit} onNotice={setNotice} />}
      {list.data?.zones.length === 0 ? (
        <Empty title="Nothing can be sent yet">
          Make a zone with the button above: destinations that have the same methods and rates.
        </Empty>
      ) : (
        !list.isLoadingError && (
          <ZonesTable
            rows={list.data?.zones ?? null}
            currency={list.data?.shopCurrency ?? ""}
            mayEdit={mayEdit}
            onNotice={setNotice}
          />
        )
      )}
      {list.data && list.data.zones.length > 0 && (
        <p className={classes.hint}>{unservedText(unservedCountries(list.data.zones).length)}</p>
      )}
      <ParcelsSection mayEdit={mayEdit} />
      {isMaking && (
        <NewZoneDialog
          onClose={() => setMaking(false)}
          onDone={(zoneId) => void navigate({ to: "/shipping/$zoneId", params: { zoneId } })}
        />
      )}
    </>
  );
}

function unservedText(count: number): string {
  if (count === 0) return "Every country is in a zone.";
  return `${count === 1 ? "1 country is" : `${count} countries are`} in no zone: nothing is sent there, and customers can't choose it.`;
}
