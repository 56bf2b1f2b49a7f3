import { Alert, Button, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signInMessage } from "../../messages.ts";
import { verifyCode } from "../../server/session.ts";
import { Sheet } from "../../ui/sheet.tsx";

/** The second step of a sign-in. */
export function SecondFactor({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [kind, setKind] = useState<"totp" | "backup-code">("totp");
  const attempt = useMutation({
    mutationFn: verifyCode,
    onSuccess: (problem) => (problem ? undefined : onDone()),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code")).trim();
    attempt.mutate({ kind, code: kind === "totp" ? code.replaceAll(/\s/g, "") : code });
  }

  return (
    <Sheet title="Second factor">
      <form onSubmit={submit}>
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
            />
          )}
          <div role="alert">
            {attempt.data && !attempt.isPending && (
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
              onClick={() => setKind(kind === "totp" ? "backup-code" : "totp")}
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
    </Sheet>
  );
}
