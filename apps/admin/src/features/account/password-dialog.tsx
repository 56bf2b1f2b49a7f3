import { changePasswordInput, confirmPasswordInput } from "@dualtrack/contract";
import { Alert, Button, PasswordInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { signInMessage } from "../../messages.ts";
import type { SignInProblem } from "../../server/session.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { NewPassword } from "../../ui/new-password.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";

/** The field at which a problem stands; others stand below the form. */
const fieldOf: Partial<Record<SignInProblem["kind"], "password" | "newPassword">> = {
  wrong_password: "password",
  public_password: "newPassword",
};

/** Asks for the password again before a change that an open browser alone must not allow. */
export function PasswordDialog({
  title,
  button,
  takesNewPassword = false,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  button: string;
  /** Whether it also has a field for a new password; otherwise `newPassword` stays empty. */
  takesNewPassword?: boolean;
  onConfirm: (values: { password: string; newPassword: string }) => Promise<SignInProblem | null>;
  onClose: () => void;
  children: ReactNode;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);

  const { form, onSubmit, showError } = useSchemaForm({
    initialValues: { password: "", newPassword: "" },
    schema: takesNewPassword ? changePasswordInput : confirmPasswordInput,
    inputOf: (values) => values,
  });

  async function confirm() {
    setIsBusy(true);
    const found = await onConfirm(form.getValues());
    setIsBusy(false);
    const field = found === null ? undefined : fieldOf[found.kind];
    setProblem(field === undefined ? found : null);
    if (found !== null && field !== undefined) showError(field, signInMessage(found));
  }

  return (
    <Dialog title={title} isBusy={isBusy} onClose={onClose}>
      <form onSubmit={onSubmit(() => void confirm())} noValidate>
        <div className={classes.fields}>
          <PasswordInput
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
            visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
            {...form.getInputProps("password")}
          />
          {takesNewPassword && <NewPassword {...form.getInputProps("newPassword")} />}
          {children}
          {problem && !isBusy && (
            <Alert color="red" variant="light" role="alert">
              {signInMessage(problem)}
            </Alert>
          )}
        </div>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            Not now
          </Button>
          <Button type="submit" loading={isBusy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
