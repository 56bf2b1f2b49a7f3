import { newRequestId } from "@dualtrack/browser";
import { categoryLimits, createCategoryInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";

/** Creates a category; products are put into it on their own pages. */
export function NewCategoryDialog({
  onDone,
  onClose,
}: {
  onDone: (name: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.categories.create.useMutation({
    onSettled: () => utils.categories.list.invalidate(),
  });
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { name: "" },
    schema: createCategoryInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: create,
    onDone: ({ name }) => onDone(name),
  });
  const isTaken = refusalOf(create.error)?.code === "CATEGORY_NAME_TAKEN";
  const showTaken = useEffectEvent(() => form.setFieldError("name", errorMessage(create.error)));
  useEffect(() => {
    if (isTaken) showTaken();
  }, [isTaken]);
  return (
    <Dialog title="New category" isBusy={create.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Name"
            description="Customers read it, e.g. Vinyl."
            required
            maxLength={categoryLimits.name}
            {...form.getInputProps("name")}
            data-autofocus
          />
        </fieldset>
        {!isTaken && <Failure error={failure} isOpen={frozen !== null} />}
        <div className={classes.foot}>
          <p className={classes.sentence}>Customers see it once a published product is in it.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              {frozen === null ? "Don't create it" : "Close"}
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create the category
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
