import { oneTimeCodeInput } from "@dualtrack/contract";
import { Alert, Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { signInMessage } from "../../messages.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  newBackupCodes,
  type SignInProblem,
} from "../../server/session.ts";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import classes from "./account.module.css";
import { BackupCodes } from "./backup-codes.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { QrCode } from "./qr-code.tsx";

type DialogKind = "on" | "off" | "codes";

/** The second factor: turning it on and off, and making new backup codes. */
export function SecondFactorSection({ isOn, onChanged }: { isOn: boolean; onChanged: () => void }) {
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const [setUp, setSetUp] = useState<{ totpURI: string; backupCodes: string[] } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => setDialog(null);

  async function onConfirm({ password }: { password: string }): Promise<SignInProblem | null> {
    if (dialog === "on") {
      const { problem, data } = await beginSecondFactor(password);
      if (problem) return problem;
      setSetUp(data);
    } else if (dialog === "codes") {
      const { problem, data } = await newBackupCodes(password);
      if (problem) return problem;
      setCodes(data?.backupCodes ?? null);
    } else {
      const problem = await endSecondFactor(password);
      if (problem) return problem;
      setCodes(null);
      onChanged();
    }
    close();
    return null;
  }

  return (
    <Section
      title="Second factor"
      aside={<Status tone={isOn ? "good" : "idle"} label={isOn ? "On" : "Off"} />}
    >
      {setUp === null ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {isOn
              ? "Signing in asks for your password and a code from your authenticator app."
              : "With it, a stolen password alone does not open your account. You need an authenticator app on your phone."}
          </Text>
          {codes && <BackupCodes codes={codes} />}
          <Group gap="xs" mt="sm">
            {isOn ? (
              <>
                <Button size="xs" variant="default" onClick={() => setDialog("codes")}>
                  New backup codes
                </Button>
                <Button size="xs" variant="default" onClick={() => setDialog("off")}>
                  Turn off
                </Button>
              </>
            ) : (
              <Button size="xs" onClick={() => setDialog("on")}>
                Set up
              </Button>
            )}
          </Group>
        </>
      ) : (
        <SetUp
          {...setUp}
          onDone={() => {
            setCodes(setUp.backupCodes);
            setSetUp(null);
            onChanged();
          }}
          onCancel={() => setSetUp(null)}
        />
      )}
      {dialog && (
        <PasswordDialog {...dialogTexts[dialog]} onConfirm={onConfirm} onClose={close}>
          <Text size="sm">{dialogTexts[dialog].sentence}</Text>
        </PasswordDialog>
      )}
    </Section>
  );
}

const dialogTexts: Record<DialogKind, { title: string; button: string; sentence: string }> = {
  on: {
    title: "Set up the second factor",
    button: "Continue",
    sentence: "Next you scan a code with your phone. Nothing changes until you confirm it.",
  },
  off: {
    title: "Turn off the second factor",
    button: "Turn off",
    sentence: "From then on your password alone signs you in. The backup codes stop working.",
  },
  codes: {
    title: "New backup codes",
    button: "Create new codes",
    sentence: "You get ten new codes. The earlier ones stop working.",
  },
};

function SetUp({ totpURI, onDone, onCancel }: { totpURI: string; onDone: () => void; onCancel: () => void }) {
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const { form, onSubmit, showError } = useSchemaForm({
    initialValues: { code: "" },
    schema: oneTimeCodeInput,
    inputOf: (values) => values,
  });

  async function confirm({ code }: { code: string }) {
    setIsBusy(true);
    const found = await confirmSecondFactor(code);
    setIsBusy(false);
    setProblem(found?.kind === "wrong_code" ? null : found);
    if (found === null) onDone();
    else if (found.kind === "wrong_code") showError("code", signInMessage(found));
  }

  return (
    <form onSubmit={onSubmit((input) => void confirm(input))} className={classes.setUp} noValidate>
      <Text size="sm">Scan this with your authenticator app, or type the secret into it.</Text>
      <QrCode text={totpURI} label="QR code for your authenticator app" />
      <code className={classes.secret}>{new URL(totpURI).searchParams.get("secret")}</code>
      <TextInput
        label="Six digits that the app shows now"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        required
        withAsterisk={false}
        autoFocus
        maw={280}
        {...form.getInputProps("code")}
      />
      {problem && (
        <Alert color="red" variant="light" role="alert" maw={480}>
          {signInMessage(problem)}
        </Alert>
      )}
      <Group gap="xs">
        <Button size="xs" type="submit" loading={isBusy}>
          Turn on
        </Button>
        <Button size="xs" variant="default" onClick={onCancel} disabled={isBusy}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
