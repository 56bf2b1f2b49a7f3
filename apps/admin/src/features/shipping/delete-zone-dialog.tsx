import { deleteShippingZoneInput } from "@dualtrack/contract";
import { type StaffZone, trpc } from "../../server/trpc.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import classes from "../../ui/dialog.module.css";
import { useActionForm } from "../../ui/use-action-form.ts";
import { areasText } from "./area-labels.ts";

/** Says what customers lose with the zone, and deletes it. */
export function DeleteZoneDialog({
  zone,
  onDone,
  onClose,
}: {
  zone: StaffZone;
  onDone: () => void;
  onClose: () => void;
}) {
  const remove = trpc.shipping.deleteZone.useMutation();
  const action = useActionForm({
    initialValues: {},
    schema: deleteShippingZoneInput,
    inputOf: () => ({ zoneId: zone.id, version: zone.version }),
    mutation: remove,
    onDone,
  });
  return (
    <ConfirmDialog
      title={`Delete the zone ${zone.name}?`}
      {...{ action, onClose }}
      isBusy={remove.isPending}
      confirm="Delete the zone"
    >
      <p className={classes.sentence}>
        {zone.areas.length === 0
          ? "It has no destinations."
          : `From now on, nothing is sent to its destinations (${areasText(zone.areas)}) unless they are in another zone.`}{" "}
        Orders keep the method that they were placed with.
      </p>
    </ConfirmDialog>
  );
}
