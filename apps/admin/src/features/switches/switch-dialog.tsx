import { setSwitchInput, switchLimits } from "@dualtrack/contract";
import { Button, Text, TextInput } from "@mantine/core";
import { type SwitchView, trpc } from "../../server/trpc.ts";
import { switchTexts } from "../../switch-texts.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import classes from "./switches.module.css";

/** Says what switching it off or on means, and asks for the reason. */
export function SwitchDialog({
  entry: { name, version, isOn },
  onDone,
  onClose,
}: {
  entry: SwitchView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const { label, on, off } = switchTexts[name];
  const utils = trpc.useUtils();
  const change = trpc.switches.set.useMutation({ onSettled: () => utils.switches.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { reason: "" },
    schema: setSwitchInput,
    inputOf: ({ reason }) => ({ name, version, isOn: !isOn, reason }),
    mutation: change,
    onDone: () => onDone(`${label}: switched ${isOn ? "off" : "on"}. It holds in all processes from now on.`),
  });
  return (
    <Dialog title={`Switch ${isOn ? "off" : "on"}: ${label}`} isBusy={change.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Text size="sm">{isOn ? off : on}</Text>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Reason"
            description="For your colleagues, and in the audit log."
            maxLength={switchLimits.reason}
            required
            data-autofocus
            {...form.getInputProps("reason")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} disabled={change.isPending}>
            Leave it {isOn ? "on" : "off"}
          </Button>
          <Button type="submit" loading={change.isPending} color={isOn ? "red" : undefined}>
            Switch {isOn ? "off" : "on"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
