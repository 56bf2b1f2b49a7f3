import { dropOfProductInput } from "@dualtrack/contract";
import { type StaffDrop, trpc } from "../../server/trpc.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import classes from "../../ui/dialog.module.css";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Says what the end of a drop means for those who are in its line, and ends it. */
export function EndDropDialog({
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
  const end = trpc.drops.end.useMutation({
    onSuccess: onDone, // before the line is read again, which takes this dialog away
    onSettled: () => utils.drops.get.invalidate({ productId }),
  });
  const action = useActionForm({
    initialValues: {},
    schema: dropOfProductInput,
    inputOf: () => ({ productId }),
    mutation: end,
    onDone() {},
  });
  const inLine = drop.waiting + drop.admitted;
  return (
    <ConfirmDialog
      title="End the drop?"
      {...{ action, onClose }}
      isBusy={end.isPending}
      confirm="End the drop"
    >
      <ul className={classes.consequences}>
        <li>
          Everybody can buy the product, as many as there are: {drop.limitPerPerson} for each person holds no
          longer.
        </li>
        {inLine > 0 && (
          <li>
            {inLine === 1
              ? "One person is in line, and loses their place."
              : `${inLine} people are in line, and lose their places.`}{" "}
            They have no advantage over anybody else then.
          </li>
        )}
        <li>The line and its figures are gone for good. Checkouts that have begun go on.</li>
      </ul>
    </ConfirmDialog>
  );
}
