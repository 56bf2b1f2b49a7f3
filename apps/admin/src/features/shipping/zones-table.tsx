import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { errorMessage } from "../../messages.ts";
import { type ListedZone, trpc } from "../../server/trpc.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { areasText, methodsText } from "./area-labels.ts";
import classes from "./shipping.module.css";

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
                cell: (zone: ListedZone) => <MoveButtons zone={zone} onNotice={onNotice} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function MoveButtons({ zone, onNotice }: { zone: ListedZone; onNotice: (notice: string) => void }) {
  const utils = trpc.useUtils();
  const move = trpc.shipping.moveZone.useMutation({
    async onSuccess(_, { step }) {
      await utils.shipping.zones.invalidate();
      document.getElementById(`move-${zone.id}-${step}`)?.focus(); // its row has moved, and lost it
      onNotice(`${zone.name} is one place ${step === -1 ? "further up" : "further down"}.`);
    },
    async onError(error) {
      onNotice(errorMessage(error));
      await utils.shipping.zones.invalidate();
    },
  });
  const { id: zoneId, version } = zone;
  return (
    <span className={classes.moves}>
      {([-1, 1] as const).map((step) => (
        <ActionIcon
          key={step}
          id={`move-${zoneId}-${step}`}
          size="sm"
          variant="default"
          aria-label={`Move ${zone.name} ${step === -1 ? "up" : "down"}`}
          aria-disabled={move.isPending || undefined}
          onClick={() => !move.isPending && move.mutate({ zoneId, version, step })}
        >
          {step === -1 ? "↑" : "↓"}
        </ActionIcon>
      ))}
    </span>
  );
}
