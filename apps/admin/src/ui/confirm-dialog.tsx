import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import classes from "./dialog.module.css";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";

/** Says what an action will do, and does it: there is nothing else to decide. */
export function ConfirmDialog({
  title,
  action: { onSubmit, frozen, failure },
  isBusy,
  confirm,
  keep = "Keep it",
  onClose,
  children,
}: {
  title: string;
  /** Of `useActionForm`, without fields. */
  action: { onSubmit: (event: FormEvent<HTMLFormElement>) => void; frozen: object | null; failure: unknown };
  isBusy: boolean;
  /** What the button says that does it, and the one that does not. */
  confirm: string;
  keep?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog {...{ title, isBusy, onClose }}>
      <form onSubmit={onSubmit} noValidate>
        {children}
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy} data-autofocus>
            {keep}
          </Button>
          <Button type="submit" color="red" loading={isBusy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
