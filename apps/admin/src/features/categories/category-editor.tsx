import { categoryLimits, updateCategoryInput } from "@dualtrack/contract";
import { Textarea, TextInput } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { errorMessage } from "../../messages.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type StaffCategory, trpc } from "../../server/trpc.ts";
import { EditForm } from "../../ui/edit-form.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import classes from "./categories.module.css";

/** What customers read of a category, saved as a whole. It begins anew with another version of it. */
export function CategoryEditor({
  category,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: {
  category: StaffCategory;
  mayEdit: boolean;
  /** What somebody else has saved since this one was loaded; null: nothing. */
  newer: StaffCategory | null;
  onSaved: (category: StaffCategory) => void;
  onTakeNewer: () => void;
  /** Somebody else has saved it: what they saved is to be loaded. */
  onRefused: () => void;
}) {
  const action = useCategoryForm(category, { onSaved, onRefused });
  const { form } = action;
  return (
    <EditForm action={action} name="this category" mayEdit={mayEdit} newer={newer} onTakeNewer={onTakeNewer}>
      <div className={classes.fields}>
        <TextInput
          label="Name"
          required={mayEdit}
          maxLength={categoryLimits.name}
          {...form.getInputProps("name")}
        />
        <TextInput
          label="Address"
          description="Links to the address that it has now would lead nowhere."
          spellCheck={false}
          autoCapitalize="none"
          maxLength={80}
          leftSection={<span className={classes.prefix}>/categories/</span>}
          leftSectionWidth={98}
          {...form.getInputProps("slug")}
        />
        <Textarea
          label="Description"
          description="Customers read it above the products. It may be empty."
          autosize
          minRows={2}
          maxLength={categoryLimits.description}
          {...form.getInputProps("description")}
        />
      </div>
    </EditForm>
  );
}

/** A name or address that another category has is refused at its field. */
function useCategoryForm(
  { id: categoryId, version, name, slug, description }: StaffCategory,
  { onSaved, onRefused }: { onSaved: (category: StaffCategory) => void; onRefused: () => void },
) {
  const update = trpc.categories.update.useMutation({ onSuccess: onSaved });
  const action = useActionForm({
    initialValues: { name, slug, description },
    schema: updateCategoryInput,
    inputOf: (values) => ({ categoryId, version, ...values }),
    mutation: update,
    onDone() {},
  });
  const showRefusal = useEffectEvent((code: string) => {
    if (code === "CATEGORY_CHANGED") onRefused();
    if (code === "CATEGORY_NAME_TAKEN") action.form.setFieldError("name", errorMessage(update.error));
    if (code === "SLUG_TAKEN") action.form.setFieldError("slug", errorMessage(update.error));
  });
  useEffect(() => {
    const refusal = refusalOf(update.error);
    if (refusal) showRefusal(refusal.code);
  }, [update.error]);
  return { ...action, isSaving: update.isPending };
}
