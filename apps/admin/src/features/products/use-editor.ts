import type { ChangeEvent } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffProduct, trpc } from "../../server/trpc.ts";
import { fieldId, focusField, inputOf } from "./product-fields.ts";
import { problemsOf, refusedFieldsOf } from "./product-problems.ts";
import { useProductDraft } from "./use-product-draft.ts";

export type Editor = ReturnType<typeof useEditor>;

/** The product being edited: what is typed, what is wrong with it, and how it is saved. */
export function useEditor(
  product: StaffProduct,
  mayEdit: boolean,
  onNotice: (notice: string | null) => void,
) {
  const utils = trpc.useUtils();
  const draft = useProductDraft(product, (made) => {
    utils.products.get.setData({ productId: made.id }, made);
    void utils.products.list.invalidate();
    void utils.stock.invalidate();
  });
  const update = trpc.products.update.useMutation({
    onSuccess(made) {
      draft.receive(made);
      onNotice("Saved.");
    },
    async onError(error) {
      const refused = refusedFieldsOf(error, draft.values, draft.variantIds);
      draft.refuse(refused);
      const [first] = Object.keys(refused);
      if (first !== undefined) focusField(first);
      await refetchChanged(error);
    },
  });

  /** After a refusal because of another's change: fetches it, and the draft shows it. */
  async function refetchChanged(error: unknown) {
    const code = refusalOf(error)?.code;
    if (code === "CATEGORY_NOT_FOUND") await utils.categories.list.invalidate();
    if (code === "PRODUCT_CHANGED" || code === "VARIANT_NOT_FOUND" || code === "CATEGORY_NOT_FOUND")
      await utils.products.get.refetch({ productId: product.id });
  }

  const problems = draft.isDirty ? problemsOf(draft.base, draft.values, draft.variantIds) : {};
  const undecided = draft.remote?.open.length ?? 0;

  function save() {
    if (!mayEdit || !draft.isDirty || update.isPending) return;
    onNotice(null);
    const [wrong] = Object.keys(problems);
    if (undecided > 0) document.getElementById(changesPanelId)?.focus();
    else if (wrong !== undefined) focusField(wrong);
    else update.mutate(inputOf(draft.base, draft.values, draft.variantIds));
  }
  const errorOf = (key: string) => draft.refused[key] ?? problems[key] ?? null;
  /** The props of a text field. */
  const field = (key: string, maxLength: number) => ({
    id: fieldId(key),
    value: draft.values[key] ?? "",
    error: errorOf(key),
    readOnly: !mayEdit,
    maxLength,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      draft.set(key, event.currentTarget.value),
  });
  // A fault or a lost answer; what belongs to a field stands there, and what others changed is listed above.
  const isReported =
    Object.keys(draft.refused).length > 0 ||
    (draft.remote !== null && refusalOf(update.error)?.code === "PRODUCT_CHANGED");
  return {
    draft,
    mayEdit,
    field,
    save,
    undecided,
    refetchChanged,
    isSaving: update.isPending,
    failure: isReported ? null : update.error,
    errorOf,
    discard: () => {
      draft.discard();
      update.reset();
    },
  };
}

export const changesPanelId = "changed-by-others";
