import { Button, Text } from "@mantine/core";
import { refusalOf } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { eventCount } from "./webhook-badges.ts";

/** Explains what retrying all failed and dead events means, and does it. */
export function RetryAllDialog({
  counts: { failed, dead },
  onDone,
  onClose,
}: {
  counts: { failed: number; dead: number };
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const retry = trpc.webhooks.retryAll.useMutation({
    onSuccess({ retried, left }) {
      const more = left === 0 ? "" : ` ${eventCount(left)} more: press again for them.`;
      onDone(
        retried === 0
          ? "No event was failed or dead any more, so nothing was done."
          : `${eventCount(retried)} ${retried === 1 ? "is" : "are"} being tried again.${more}`,
      );
    },
  });
  return (
    <Dialog title="Try failed and dead events again?" isBusy={retry.isPending} onClose={onClose}>
      <Text size="sm">
        {eventCount(failed + dead)} ({failed} failed, {dead} dead) will be tried now, and their attempts are
        counted from zero. For each one Stripe is asked how its payment stands, so nothing is done twice.
      </Text>
      <Failure error={retry.error} isOpen={retry.isError && refusalOf(retry.error) === null} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={retry.isPending}>
          Leave them
        </Button>
        <Button loading={retry.isPending} onClick={() => retry.mutate()} data-autofocus>
          Try {eventCount(failed + dead)} again
        </Button>
      </div>
    </Dialog>
  );
}
