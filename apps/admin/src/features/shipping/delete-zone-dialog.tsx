import { deleteShippingZoneInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type StaffZone, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
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
  const { onSubmit, frozen, failure } = useActionForm({
    initialValues: {},
    schema: deleteShippingZoneInput,
    inputOf: () => ({ zoneId: zone.id, version: zone.version }),
    mutation: remove,
    onDone,
  });
  return (
    <Dialog title={`Delete the zone ${zone.name}?`} isBusy={remove.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <p className={classes.sentence}>
          {zone.areas.length === 0
            ? "It has no destinations."
            : `From now on, nothing is sent to its destinations (${areasText(zone.areas)}) unless they are in another zone.`}{" "}
          Orders keep the method that they were placed with.
        </p>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={remove.isPending} data-autofocus>
            Keep it
          </Button>
          <Button type="submit" color="red" loading={remove.isPending}>
            Delete the zone
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
