import { newRequestId } from "@dualtrack/browser";
import { createShippingZoneInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Makes an empty zone: its destinations and methods come on its own page. */
export function NewZoneDialog({
  onDone,
  onClose,
}: {
  onDone: (zoneId: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.shipping.createZone.useMutation({
    onSettled: () => utils.shipping.zones.invalidate(),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { name: "" },
    schema: createShippingZoneInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: create,
    onDone: () => onDone(requestId),
  });
  return (
    <Dialog title="New zone" isBusy={create.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Name"
            description="For staff only, e.g. European Union."
            required
            maxLength={80}
            {...form.getInputProps("name")}
            data-autofocus
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence}>
            Nothing is sent anywhere new before it has destinations and a method.
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              {frozen === null ? "Don't create it" : "Close"}
            </Button>
            <Button type="submit" loading={create.isPending}>
              Make the zone
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
