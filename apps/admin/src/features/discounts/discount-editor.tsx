import { Button } from "@mantine/core";
import type { StaffDiscount } from "../../server/trpc.ts";
import { DiscountFields } from "./discount-fields.tsx";
import classes from "./discounts.module.css";
import { useDiscountForm } from "./use-discount-form.ts";

/** Everything of a discount but its codes, saved as a whole. It begins anew with another version of it. */
export function DiscountEditor({
  discount,
  mayEdit,
  newer,
  onSaved,
  onTakeNewer,
  onRefused,
}: {
  discount: StaffDiscount;
  mayEdit: boolean;
  /** What somebody else has saved since this one was loaded; null: nothing. */
  newer: StaffDiscount | null;
  onSaved: (saved: StaffDiscount) => void;
  onTakeNewer: () => void;
  /** Somebody else has saved it: what they saved is to be loaded. */
  onRefused: () => void;
}) {
  const fields = useDiscountForm(discount, { onSaved, onRefused });
  return (
    <DiscountFields {...fields} isNew={false} mayEdit={mayEdit} known={discount.products ?? []}>
      {newer !== null && (
        <div className={classes.news} role="status">
          <p>
            {newer.changed?.by ?? "Somebody"} changed this discount in the meantime. What you typed is still
            here, but it can't be saved on top.
          </p>
          <Button size="xs" variant="default" onClick={onTakeNewer}>
            Show their version, and lose mine
          </Button>
        </div>
      )}
    </DiscountFields>
  );
}
