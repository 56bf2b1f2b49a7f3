import { backupCodeInput, oneTimeCodeInput } from "@dualtrack/contract";
import { Alert, Button, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { signInMessage } from "../../messages.ts";
import { verifyCode } from "../../server/session.ts";
import { useSchemaForm } from "../../ui/use-schema-form.ts";

/** The form of a sign-in's second step. */
export function SecondFactor({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [kind, setKind] = useState<"totp" | "backup-code">("totp");
  const { form, onSubmit, showError } = useSchemaForm({
    initialValues: { code: "" },
    schema: kind === "totp" ? oneTimeCodeInput : backupCodeInput,
    inputOf: (values) => values,
  });
  const attempt = useMutation({
    mutationFn: verifyCode,
    onSuccess(problem) {
      if (problem === null) onDone();
      else if (problem.kind === "wrong_code") showError("code", signInMessage(problem));
    },
  });

  return (
    <form onSubmit={onSubmit(({ code }) => attempt.mutate({ kind, code }))} noValidate>
      <Stack gap="md" maw={360}>
        {kind === "totp" ? (
          <TextInput
            key="totp"
            label="Six digits from your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            required
            withAsterisk={false}
            autoFocus
            {...form.getInputProps("code")}
          />
        ) : (
          <TextInput
            key="backup"
            label="A backup code"
            description="Each works once."
            name="code"
            autoComplete="off"
            maxLength={40}
            required
            withAsterisk={false}
            autoFocus
            {...form.getInputProps("code")}
          />
        )}
        <div role="alert">
          {attempt.data && attempt.data.kind !== "wrong_code" && !attempt.isPending && (
            <Alert color="red" variant="light">
              {signInMessage(attempt.data)}
            </Alert>
          )}
        </div>
        <Button type="submit" fullWidth loading={attempt.isPending}>
          Continue
        </Button>
        <Text size="sm" component="div" c="dimmed">
          <UnstyledButton
            fz="sm"
            td="underline"
            onClick={() => {
              setKind(kind === "totp" ? "backup-code" : "totp");
              form.reset();
            }}
          >
            {kind === "totp" ? "Use a backup code instead" : "Use the authenticator app instead"}
          </UnstyledButton>
          {" · "}
          <UnstyledButton fz="sm" td="underline" onClick={onBack}>
            Begin again
          </UnstyledButton>
        </Text>
      </Stack>
    </form>
  );
}
