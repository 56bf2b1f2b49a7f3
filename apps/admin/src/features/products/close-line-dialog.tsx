import { setDropStateInput } from "@dualtrack/contract";
import { type StaffDrop, trpc } from "../../server/trpc.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import classes from "../../ui/dialog.module.css";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Says what closing a drop's line means for those who are in it, and closes it. */
export function CloseLineDialog({
  drop,
  productId,
  onDone,
  onClose,
}: {
  drop: StaffDrop;
  productId: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const close = trpc.drops.setState.useMutation({
    onSettled: () => utils.drops.get.invalidate({ productId }),
  });
  const action = useActionForm({
    initialValues: {},
    schema: setDropStateInput,
    inputOf: () => ({ productId, state: "closed" }),
    mutation: close,
    onDone,
  });
  const { waiting, admitted } = drop;
  return (
    <ConfirmDialog
      title="Close the line?"
      {...{ action, onClose }}
      isBusy={close.isPending}
      confirm="Close the line"
      keep="Keep it open"
    >
      <ul className={classes.consequences}>
        <li>Nobody else can join it; the product’s page says so at once.</li>
        {waiting > 0 && (
          <li>
            {waiting === 1
              ? "One person waits. They keep their place, and nobody is called up."
              : `${waiting} people wait. They keep their places, and nobody is called up.`}
          </li>
        )}
        {admitted > 0 && (
          <li>
            {admitted === 1
              ? "One person has their turn, and can use it until its time is up."
              : `${admitted} people have their turn, and can use it until its time is up.`}
          </li>
        )}
        <li>“Let the line move” opens it again.</li>
      </ul>
    </ConfirmDialog>
  );
}
