import { Alert, Button, PasswordInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { signInMessage } from "../../messages.ts";
import type { SignInProblem } from "../../server/session.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";

/** Asks for the password again before a change that an open browser alone must not allow. */
export function PasswordDialog({
  title,
  button,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  button: string;
  onConfirm: (fields: FormData) => Promise<SignInProblem | null>;
  onClose: () => void;
  children: ReactNode;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsBusy(true);
    setProblem(await onConfirm(new FormData(event.currentTarget)));
    setIsBusy(false);
  }

  return (
    <Dialog title={title} isBusy={isBusy} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <div className={classes.fields}>
          <PasswordInput
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus
            visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          />
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
