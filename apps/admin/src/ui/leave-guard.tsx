import { Button } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import classes from "./dialog.module.css";
import { Dialog } from "./dialog.tsx";

/** Asks before unsaved changes are lost; on closing the window the browser itself asks. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog title="Leave without saving?" isBusy={false} onClose={blocker.reset}>
      <p className={classes.sentence}>
        What you changed on this page is not saved, and is lost when you leave.
      </p>
      <div className={classes.buttons}>
        <Button variant="default" color="red" onClick={blocker.proceed}>
          Leave, and lose it
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          Stay here
        </Button>
      </div>
    </Dialog>
  );
}
