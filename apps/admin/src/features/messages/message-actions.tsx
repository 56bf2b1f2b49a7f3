import { Button } from "@mantine/core";
import { errorMessage } from "../../messages.ts";
import { type MessageView, trpc } from "../../server/trpc.ts";
import classes from "./messages.module.css";
import { useMessageChanged } from "./use-message-changed.ts";

/** Closes a message, or opens it again. */
export function MessageActions({
  message: { id, version, state },
  onNotice,
}: {
  message: MessageView;
  onNotice: (notice: string) => void;
}) {
  const changed = useMessageChanged();
  const results = {
    onError: (error: unknown) => onNotice(errorMessage(error)),
    onSettled: changed,
  };
  const close = trpc.messages.close.useMutation({
    ...results,
    onSuccess: () => onNotice("Closed. The customer is not told."),
  });
  const reopen = trpc.messages.reopen.useMutation({ ...results, onSuccess: () => onNotice("Open again.") });
  const isBusy = close.isPending || reopen.isPending;
  return (
    <div className={classes.buttons}>
      {state !== "closed" && (
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          onClick={() => close.mutate({ messageId: id, version })}
        >
          {state === "open" ? "Close without an answer" : "Close message"}
        </Button>
      )}
      {state !== "open" && (
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          onClick={() => reopen.mutate({ messageId: id, version })}
        >
          Open again
        </Button>
      )}
    </div>
  );
}
