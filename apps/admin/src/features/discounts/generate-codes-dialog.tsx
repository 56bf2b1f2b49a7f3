import { newRequestId } from "@dualtrack/browser";
import { discountLimits, generateDiscountCodesInput } from "@dualtrack/contract";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { countOf } from "./discount-values.ts";

/** Generates many codes that nobody can guess. */
export function GenerateCodesDialog({
  discountId,
  onDone,
  onClose,
}: {
  discountId: string;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [requestId] = useState(newRequestId);
  const generate = trpc.discounts.generateCodes.useMutation();
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { count: "100", prefix: "", maxUses: "1" },
    schema: generateDiscountCodesInput,
    inputOf: ({ count, prefix, maxUses }) => ({
      ...{ discountId, requestId, prefix },
      count: countOf(count) ?? Number.NaN,
      maxUses: countOf(maxUses),
    }),
    mutation: generate,
    onDone: ({ count }) => onDone(count === 1 ? "1 code was generated." : `${count} codes were generated.`),
  });
  return (
    <Dialog title="Generate codes" isBusy={generate.isPending} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          <TextInput
            label="How many"
            description={`At most ${discountLimits.codesAtOnce.toLocaleString("en")} at once.`}
            required
            inputMode="numeric"
            {...form.getInputProps("count")}
            data-autofocus
          />
          <TextInput
            label="They begin with"
            description="E.g. SUMMER-; ten random letters and digits follow."
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("prefix")}
          />
          <TextInput
            label="Uses of each code"
            description="Uses of all of them together are limited by the discount."
            inputMode="numeric"
            placeholder="no limit"
            {...form.getInputProps("maxUses")}
          />
        </fieldset>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence}>They can be used as soon as the discount is active.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={generate.isPending}>
              {frozen === null ? "Don't generate them" : "Close"}
            </Button>
            <Button type="submit" loading={generate.isPending}>
              Generate
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
