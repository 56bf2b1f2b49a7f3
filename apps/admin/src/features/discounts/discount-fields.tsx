import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Failure } from "../../ui/failure.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { ConditionsSection } from "./conditions-section.tsx";
import classes from "./discounts.module.css";
import { LimitsSection } from "./limits-section.tsx";
import { RuleSection } from "./rule-section.tsx";
import type { DiscountForm } from "./use-discount-form.ts";

/** All fields of a discount, with the bar that saves them. */
export function DiscountFields({
  form,
  onSubmit,
  isLocked,
  frozen,
  failure,
  isSaving,
  isNew,
  mayEdit,
  known,
  children,
}: {
  form: DiscountForm;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  isLocked: boolean;
  frozen: object | null;
  failure: unknown;
  isSaving: boolean;
  /** It does not exist yet, so there is nothing to go back to. */
  isNew: boolean;
  mayEdit: boolean;
  known: readonly { id: string; title: string }[];
  /** Above the fields. */
  children?: ReactNode;
}) {
  const isDirty = form.isDirty();
  return (
    <form onSubmit={onSubmit} noValidate>
      {children}
      <fieldset className={classes.whole} disabled={isLocked || !mayEdit}>
        <RuleSection form={form} isNew={isNew} />
        <ConditionsSection form={form} known={known} />
        <LimitsSection form={form} mayEdit={mayEdit} />
      </fieldset>
      {(isNew || isDirty || frozen !== null) && mayEdit && (
        <section className={classes.bar} aria-label={isNew ? "New discount" : "Unsaved changes"}>
          <Failure error={failure} isOpen={frozen !== null} />
          {Object.keys(form.errors).length > 0 && (
            <p className={classes.problem} role="status">
              Not saved: see the marked fields.
            </p>
          )}
          <div className={classes.buttons}>
            {!isNew && (
              <Button variant="default" size="sm" disabled={isLocked} onClick={() => form.reset()}>
                Discard
              </Button>
            )}
            <Button type="submit" size="sm" loading={isSaving}>
              {isNew ? "Create the discount" : "Save"}
            </Button>
          </div>
        </section>
      )}
      <LeaveGuard isDirty={isDirty && !isSaving} />
    </form>
  );
}
