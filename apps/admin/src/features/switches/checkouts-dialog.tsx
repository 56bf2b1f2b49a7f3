import { limitCheckoutsInput, switchLimits } from "@dualtrack/contract";
import { Button, NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { type SwitchView, trpc } from "../../server/trpc.ts";
import { switchTexts } from "../../switch-texts.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import classes from "./switches.module.css";

const audiences = [
  { value: "everybody", label: "Everybody" },
  { value: "share", label: "A share of the visitors, and staff" },
  { value: "staff", label: "Only staff who are signed in" },
  { value: "nobody", label: "Nobody" },
];

/** Who may begin a checkout, what the others read, and why. */
export function CheckoutsDialog({
  entry: { version, limit, message },
  onDone,
  onClose,
}: {
  entry: SwitchView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const change = trpc.switches.limitCheckouts.useMutation({ onSettled: () => utils.switches.invalidate() });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: {
      audience: limit?.audience ?? "everybody",
      percent: String(limit?.percent ?? ""),
      message,
      reason: "",
    },
    schema: limitCheckoutsInput,
    inputOf: ({ percent, ...values }) => ({
      ...values,
      version,
      percent:
        values.audience !== "share" ? null : /^\d+$/.test(percent.trim()) ? Number(percent) : Number.NaN,
    }),
    mutation: change,
    onDone: () => onDone("New checkouts: changed. It holds in all processes from now on."),
  });
  const { audience } = form.values;
  return (
    <Dialog title="Who may begin a checkout?" isBusy={change.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Text size="sm">{switchTexts.new_checkouts.off}</Text>
        <fieldset className={classes.fields} disabled={isLocked}>
          <NativeSelect label="Who may" data={audiences} data-autofocus {...form.getInputProps("audience")} />
          {audience === "share" && (
            <TextInput
              label="Percent of the visitors"
              description="Who may stays one of them while you raise it."
              inputMode="numeric"
              required
              {...form.getInputProps("percent")}
            />
          )}
          {audience !== "everybody" && (
            <Textarea
              label="What the others read"
              description="Under “The shop takes no new orders at the moment.” E.g. why, and until when."
              autosize
              minRows={2}
              maxRows={8}
              maxLength={switchLimits.message}
              {...form.getInputProps("message")}
            />
          )}
          <TextInput
            label="Reason"
            description="For your colleagues, and in the audit log."
            maxLength={switchLimits.reason}
            required
            {...form.getInputProps("reason")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose} disabled={change.isPending}>
            Leave it as it is
          </Button>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
