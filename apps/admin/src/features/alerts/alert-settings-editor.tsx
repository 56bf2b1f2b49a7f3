import { type AlertMessageProblem, updateAlertSettingsInput } from "@dualtrack/contract";
import { Alert, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type AlertSettings, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { EditForm } from "../../ui/edit-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import type { SettingsEditorProps } from "../../ui/settings-page.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { inputOf, valuesOf } from "./alert-settings-values.ts";
import classes from "./alerts.module.css";

const problemTexts: Record<AlertMessageProblem, string> = {
  unreachable: "The address could not be reached.",
  too_slow: "The address did not answer within 5 seconds.",
  too_large: "The address answered with far too much.",
  refused: "The address refused the message. It may have been revoked.",
};

/** Mails, messages and quiet hours, saved as a whole. */
export function AlertSettingsEditor({
  settings,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: SettingsEditorProps<AlertSettings>) {
  const update = trpc.alerts.updateSettings.useMutation({
    onSuccess: onSaved,
    onError(error) {
      if (refusalOf(error)?.code === "ALERT_SETTINGS_CHANGED") onRefused();
    },
  });
  const action = useActionForm({
    initialValues: valuesOf(settings),
    schema: updateAlertSettingsInput,
    inputOf: (values) => ({ version: settings.version, ...inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  const { form } = action;
  const { webhookHost, timeZone, people, messages } = settings;
  return (
    <EditForm
      action={{ ...action, isSaving: update.isPending }}
      name="who is told of alerts"
      mayEdit={mayEdit}
      newer={newer}
      onTakeNewer={onTakeNewer}
    >
      <Section title="Mails" id="mails">
        <Checkbox.Group
          label="They get alerts, and warnings about money, by mail"
          {...form.getInputProps("staffIds")}
        >
          <div className={classes.people}>
            {people.map(({ id, name, email }) => (
              <Checkbox key={id} value={id} label={name} description={email} />
            ))}
          </div>
        </Checkbox.Group>
      </Section>
      <Section title="Messages" id="messages">
        <div className={classes.fields}>
          {messages !== null && (
            <Alert color="red" variant="light" title="Messages do not arrive">
              {problemTexts[messages.problem]}
            </Alert>
          )}
          <TextInput
            label={webhookHost === null ? "Address" : "Another address"}
            description={
              webhookHost === null
                ? "An incoming webhook of Slack, Mattermost or another program that takes the same messages."
                : `Messages go to ${webhookHost}. The address is a secret and not shown.`
            }
            placeholder="https://hooks.slack.com/services/…"
            autoComplete="off"
            disabled={form.values.removesWebhook}
            {...form.getInputProps("webhookUrl")}
          />
          {webhookHost !== null && (
            <>
              <Checkbox
                label="Send no messages any more"
                {...form.getInputProps("removesWebhook", { type: "checkbox" })}
              />
              <TestMessage mayEdit={mayEdit} isDirty={form.isDirty()} />
            </>
          )}
        </div>
      </Section>
      <Section title="Quiet hours" id="quiet">
        <div className={classes.fields}>
          <Checkbox
            label="At night, only tell what is urgent"
            description="Urgent is what loses money or orders while it lasts. The rest is told when the quiet hours end, if it is still true."
            {...form.getInputProps("hasQuietHours", { type: "checkbox" })}
          />
          {form.values.hasQuietHours && (
            <div className={classes.pair}>
              <TextInput type="time" label={`From (${timeZone})`} {...form.getInputProps("quietFrom")} />
              <TextInput type="time" label="Until" {...form.getInputProps("quietUntil")} />
            </div>
          )}
          {form.errors.quietHours && <Alert color="red">{form.errors.quietHours}</Alert>}
        </div>
      </Section>
    </EditForm>
  );
}

function TestMessage({ mayEdit, isDirty }: { mayEdit: boolean; isDirty: boolean }) {
  const [notice, setNotice] = useState<string | null>(null);
  const test = trpc.alerts.sendTest.useMutation({
    onSuccess: ({ problem }) =>
      setNotice(problem === null ? "The message was taken." : problemTexts[problem]),
  });
  const reason = mayEdit ? null : "Only an owner or a manager may send one.";
  return (
    <div className={classes.test}>
      <ActionButton
        disabledReason={isDirty ? "Save or discard your changes first." : reason}
        loading={test.isPending}
        onPress={() => {
          setNotice(null);
          test.mutate();
        }}
        onRefused={setNotice}
      >
        Send a test message
      </ActionButton>
      <Notice>{notice}</Notice>
      {test.isError && (
        <Problem title="No message was sent" error={test.error} onRetry={() => test.mutate()} />
      )}
    </div>
  );
}
