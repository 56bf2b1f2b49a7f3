import { deleteCategoryInput } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type StaffCategory, trpc } from "../../server/trpc.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { productsText } from "./category-labels.ts";

/** Says what hangs on the category, and deletes it. */
export function DeleteCategoryDialog({
  category: { id: categoryId, version, name, slug, products, discounts },
  onDone,
  onClose,
}: {
  category: StaffCategory;
  onDone: () => void;
  onClose: () => void;
}) {
  const remove = trpc.categories.delete.useMutation();
  const action = useActionForm({
    initialValues: {},
    schema: deleteCategoryInput,
    inputOf: () => ({ categoryId, version }),
    mutation: remove,
    onDone,
  });
  if (discounts.length > 0)
    return (
      <Dialog title={`${name} can't be deleted yet`} isBusy={false} onClose={onClose}>
        <p className={classes.sentence}>
          {discounts.length === 1 ? "A discount holds" : `${discounts.length} discounts hold`} for it. Take it
          out of {discounts.length === 1 ? "that" : "those"} first:
        </p>
        <ul>
          {discounts.map(({ id, name: label }) => (
            <li key={id}>
              <Link to="/discounts/$discountId" params={{ discountId: id }}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={`Delete the category ${name}?`}
      {...{ action, onClose }}
      isBusy={remove.isPending}
      confirm="Delete the category"
    >
      <p className={classes.sentence}>
        {products === 0
          ? "No product is in it."
          : `${productsText(products)} ${products === 1 ? "is" : "are"} in it, and ${products === 1 ? "stays" : "stay"} on sale.`}{" "}
        Links to /categories/{slug} lead nowhere.
      </p>
    </ConfirmDialog>
  );
}
