import { newRequestId } from "@dualtrack/browser";
import { createDiscountInput, updateDiscountInput } from "@dualtrack/contract";
import { useEffect, useEffectEvent, useState } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { useSettings } from "../../server/settings.ts";
import { type StaffDiscount, trpc } from "../../server/trpc.ts";
import { type ActionForm, useActionForm } from "../../ui/use-action-form.ts";
import { amountProblems, type DiscountValues, inputOf, newDiscount, valuesOf } from "./discount-values.ts";

export type DiscountForm = ActionForm<DiscountValues, typeof updateDiscountInput>["form"];

/** The form of a discount that does not exist yet. */
export function useNewDiscountForm(onCreated: (discountId: string) => void) {
  const { baseCurrency: currency } = useSettings();
  const [requestId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.discounts.create.useMutation({ onSettled: () => utils.discounts.list.invalidate() });
  const action = useActionForm({
    initialValues: newDiscount(currency),
    schema: createDiscountInput,
    inputOf: (values) => ({ requestId, discount: inputOf(values) }),
    check: amountProblems,
    mutation: create,
    onDone: () => onCreated(requestId),
  });
  return { ...action, isSaving: create.isPending || create.isSuccess };
}

/** The editor's form. A limit below the uses so far is refused at its field. */
export function useDiscountForm(
  discount: StaffDiscount,
  { onSaved, onRefused }: { onSaved: (saved: StaffDiscount) => void; onRefused: () => void },
) {
  const { baseCurrency: currency } = useSettings();
  const update = trpc.discounts.update.useMutation({ onSuccess: onSaved });
  const action = useActionForm({
    initialValues: valuesOf(discount, currency),
    schema: updateDiscountInput,
    inputOf: (values) => ({
      discountId: discount.id,
      version: discount.version,
      discount: inputOf(values),
    }),
    check: amountProblems,
    mutation: update,
    onDone() {},
  });
  // After the form has taken over what the server said of its fields.
  const showRefusal = useEffectEvent((code: string) => {
    if (code === "DISCOUNT_CHANGED") onRefused();
    if (code === "DISCOUNT_LIMIT_REACHED")
      action.form.setFieldError("discount.maxUses", errorMessage(update.error));
  });
  useEffect(() => {
    const refusal = refusalOf(update.error);
    if (refusal) showRefusal(refusal.code);
  }, [update.error]);
  return { ...action, isSaving: update.isPending };
}
