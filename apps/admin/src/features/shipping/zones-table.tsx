import { Link } from "@tanstack/react-router";
import { errorMessage } from "../../messages.ts";
import { type ListedZone, trpc } from "../../server/trpc.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { focusMoveButton, MoveButtons } from "../../ui/move-buttons.tsx";
import { areasText, methodsText } from "./area-labels.ts";

/** All zones; null while they are loading. */
export function ZonesTable({
  rows,
  currency,
  mayEdit,
  onNotice,
}: {
  rows: ListedZone[] | null;
  currency: string;
  mayEdit: boolean;
  onNotice: (notice: string) => void;
}) {
  return (
    <DataTable
      name="Zones"
      rows={rows}
      keyOf={({ id }) => id}
      placeholders={3}
      columns={[
        {
          label: "Zone",
          isMain: true,
          width: 200,
          cell: ({ id, name }) => (
            <Link to="/shipping/$zoneId" params={{ zoneId: id }}>
              {name}
            </Link>
          ),
        },
        { label: "Destinations", cell: ({ areas }) => areasText(areas) },
        { label: "Methods", cell: ({ methods }) => methodsText(methods, currency) },
        ...(mayEdit
          ? [
              {
                label: "Order",
                width: 84,
                cell: (zone: ListedZone) => <MoveZone zone={zone} onNotice={onNotice} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function MoveZone({ zone, onNotice }: { zone: ListedZone; onNotice: (notice: string) => void }) {
  const utils = trpc.useUtils();
  const { id: zoneId, version, name } = zone;
  const move = trpc.shipping.moveZone.useMutation({
    async onSuccess(_, { step }) {
      await utils.shipping.zones.invalidate();
      focusMoveButton(zoneId, step);
      onNotice(`${name} is one place ${step === -1 ? "further up" : "further down"}.`);
    },
    async onError(error) {
      onNotice(errorMessage(error));
      await utils.shipping.zones.invalidate();
    },
  });
  return (
    <MoveButtons
      id={zoneId}
      name={name}
      isBusy={move.isPending}
      onMove={(step) => move.mutate({ zoneId, version, step })}
    />
  );
}
