import { newRequestId } from "@dualtrack/browser";
import { startReconciliationInput } from "@dualtrack/contract";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./reconciliation.module.css";

/** Compares the days that somebody chooses. */
export function StartRun({
  today,
  disabledReason,
  onStarted,
  onRefused,
}: {
  /** In the shop's time zone. */
  today: string;
  disabledReason: string | null;
  onStarted: (started: { runId: string; isStarted: boolean }) => void;
  onRefused: (reason: string) => void;
}) {
  // A press after a lost answer repeats the same run.
  const [requestId, setRequestId] = useState(newRequestId);
  const start = trpc.reconciliation.start.useMutation({
    onSuccess(started) {
      setRequestId(newRequestId());
      onStarted(started);
    },
  });
  const { form, onSubmit, showErrors, failureOf } = useSchemaForm({
    initialValues: { from: today, to: today },
    schema: startReconciliationInput,
    inputOf: (values) => ({ requestId, ...values }),
  });
  const submit = onSubmit((input) => start.mutate(input, { onError: showErrors }));
  const send = () => submit();
  const day = { type: "date", size: "xs", max: today, required: true, withAsterisk: false } as const;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (disabledReason === null) send();
        else onRefused(disabledReason);
      }}
    >
      <div className={classes.start}>
        <TextInput {...day} label="First day" {...form.getInputProps("from")} />
        <TextInput {...day} label="Last day" {...form.getInputProps("to")} />
        <ActionButton
          variant="filled"
          loading={start.isPending}
          disabledReason={disabledReason}
          onPress={send}
          onRefused={onRefused}
        >
          Compare with Stripe
        </ActionButton>
      </div>
      <Failure error={failureOf(start.error)} isOpen={false} />
    </form>
  );
}
