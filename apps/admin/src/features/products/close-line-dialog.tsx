import { setDropStateInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { type StaffDrop, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
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
  const { onSubmit, frozen, failure } = useActionForm({
    initialValues: {},
    schema: setDropStateInput,
    inputOf: () => ({ productId, state: "closed" }),
    mutation: close,
    onDone,
  });
  const { waiting, admitted } = drop;
  return (
    <Dialog title="Close the line?" isBusy={close.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
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
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={close.isPending} data-autofocus>
            Keep it open
          </Button>
          <Button type="submit" color="red" loading={close.isPending}>
            Close the line
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
