import { addDiscountCodeInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { countOf } from "./discount-values.ts";

/** Adds one code that staff have thought of. */
export function AddCodeDialog({
  discountId,
  onDone,
  onClose,
}: {
  discountId: string;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const add = trpc.discounts.addCode.useMutation();
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { code: "", maxUses: "" },
    schema: addDiscountCodeInput,
    inputOf: ({ code, maxUses }) => ({ discountId, code, maxUses: countOf(maxUses) }),
    mutation: add,
    onDone: ({ code }) => onDone(`Customers can use the code ${code} now.`),
  });
  const isTaken = refusalOf(add.error)?.code === "DISCOUNT_CODE_TAKEN";
  const showTaken = useEffectEvent(() => form.setFieldError("code", errorMessage(add.error)));
  useEffect(() => {
    if (isTaken) showTaken();
  }, [isTaken]);
  return (
    <Dialog title="Add a code" isBusy={add.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="Code"
            description="Capital or small letters are the same, and spaces don't count."
            required
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("code")}
            data-autofocus
          />
          <TextInput
            label="Uses of this code"
            description="The discount's own limits hold, too."
            inputMode="numeric"
            placeholder="no limit"
            {...form.getInputProps("maxUses")}
          />
        </fieldset>
        {!isTaken && <Failure error={failure} isOpen={frozen !== null} />}
        <div className={classes.foot}>
          <p className={classes.sentence}>It can be used as soon as the discount is active.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={add.isPending}>
              {frozen === null ? "Don't add it" : "Close"}
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add the code
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
