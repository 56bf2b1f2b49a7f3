import { newRequestId } from "@dualtrack/browser";
import { createDraftOrderInput, updateDraftOrderInput } from "@dualtrack/contract";
import { useEffect, useEffectEvent, useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { useSettings } from "../../server/settings.ts";
import { type StaffDraftOrder, trpc } from "../../server/trpc.ts";
import { type ActionForm, useActionForm } from "../../ui/use-action-form.ts";
import { type DraftValues, inputOf, newDraft, valuesOf } from "./draft-values.ts";

export type DraftForm = ActionForm<DraftValues, typeof updateDraftOrderInput>["form"];

/** The form of a draft order that does not exist yet. */
export function useNewDraftForm({
  holdMinutes,
  onCreated,
}: {
  /** How long the shop reserves the items of a draft order usually. */
  holdMinutes: number;
  onCreated: (draftOrderId: string) => void;
}) {
  const { baseCurrency } = useSettings();
  const [draftOrderId] = useState(newRequestId);
  const utils = trpc.useUtils();
  const create = trpc.draftOrders.create.useMutation({
    onSuccess: (saved) => utils.draftOrders.get.setData({ draftOrderId }, saved),
    onSettled: () => utils.draftOrders.list.invalidate(),
  });
  const action = useActionForm({
    initialValues: newDraft({ currency: baseCurrency, holdMinutes }),
    schema: createDraftOrderInput,
    inputOf: (values) => ({ draftOrderId, draft: inputOf(values) }),
    mutation: create,
    onDone: () => onCreated(draftOrderId),
  });
  return { ...action, isSaving: create.isPending || create.isSuccess };
}

/** The editor's form. */
export function useDraftForm(
  draft: StaffDraftOrder,
  { onSaved, onRefused }: { onSaved: (saved: StaffDraftOrder) => void; onRefused: () => void },
) {
  const utils = trpc.useUtils();
  const update = trpc.draftOrders.update.useMutation({
    onSuccess: onSaved,
    onSettled: () => Promise.all([utils.draftOrders.list.invalidate(), utils.draftOrders.price.invalidate()]),
  });
  const action = useActionForm({
    initialValues: valuesOf(draft),
    schema: updateDraftOrderInput,
    inputOf: (values) => ({ draftOrderId: draft.id, version: draft.version, draft: inputOf(values) }),
    mutation: update,
    onDone() {},
  });
  const showRefusal = useEffectEvent((code: string) => {
    if (code === "DRAFT_ORDER_CHANGED" || code === "DRAFT_ORDER_OVER") onRefused();
  });
  useEffect(() => {
    const refusal = refusalOf(update.error);
    if (refusal) showRefusal(refusal.code);
  }, [update.error]);
  return { ...action, isSaving: update.isPending };
}
