import type { Parcels } from "../../server/trpc.ts";
import { trpc } from "../../server/trpc.ts";
import { Notice } from "../../ui/notice.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useEditedVersion } from "../../ui/use-edited-version.ts";
import { ParcelsEditor } from "./parcels-editor.tsx";

/** Who sends parcels, and in which boxes: what labels need. */
export function ParcelsSection({ mayEdit }: { mayEdit: boolean }) {
  const parcels = trpc.shipping.parcels.useQuery(undefined, { staleTime: 0 });
  return (
    <>
      {parcels.isError && (
        <Problem
          title={
            parcels.data ? "Sender and boxes could not be refreshed" : "Sender and boxes could not be loaded"
          }
          error={parcels.error}
          onRetry={parcels.refetch}
        />
      )}
      {parcels.data && (
        <EditedParcels latest={parcels.data} mayEdit={mayEdit} onRefetch={() => void parcels.refetch()} />
      )}
    </>
  );
}

function EditedParcels({
  latest,
  mayEdit,
  onRefetch,
}: {
  latest: Parcels;
  mayEdit: boolean;
  onRefetch: () => void;
}) {
  const utils = trpc.useUtils();
  const { base, notice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  return (
    <>
      <ParcelsEditor
        key={base.version}
        parcels={base}
        mayEdit={mayEdit}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.shipping.parcels.setData(undefined, saved);
          continueFrom(saved, "Saved. It holds for the next label.");
        }}
        onRefused={onRefetch}
      />
      <Notice>{notice}</Notice>
    </>
  );
}
