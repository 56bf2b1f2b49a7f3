import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import classes from "./edit-form.module.css";
import { Failure } from "./failure.tsx";
import { LeaveGuard } from "./leave-guard.tsx";

/** What `useActionForm` answers, as far as it is the same for all values; and whether it is being saved. */
interface EditAction {
  form: { isDirty(): boolean; reset(): void; errors: object };
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  isLocked: boolean;
  frozen: object | null;
  failure: unknown;
  isSaving: boolean;
}

/**
 * A form for something with versions that is saved as a whole, with a bar that stays in sight as long as something is not saved. What
 * somebody else saves meanwhile is announced, and can take the place of what is typed.
 */
export function EditForm({
  action: { form, onSubmit, isLocked, frozen, failure, isSaving },
  name,
  mayEdit,
  newer,
  onTakeNewer,
  children,
}: {
  action: EditAction;
  /** What is edited, e.g. "this zone". */
  name: string;
  mayEdit: boolean;
  /** What somebody else has saved since this one was loaded; null: nothing. */
  newer: { changed: { by: string } | null } | null;
  onTakeNewer: () => void;
  children: ReactNode;
}) {
  const isDirty = form.isDirty();
  return (
    <form onSubmit={onSubmit} noValidate>
      {newer !== null && (
        <div className={classes.news} role="status">
          <p>
            {newer.changed?.by ?? "Somebody"} changed {name} in the meantime. What you typed is still here,
            but it can't be saved on top.
          </p>
          <Button size="xs" variant="default" onClick={onTakeNewer}>
            Show their version, and lose mine
          </Button>
        </div>
      )}
      <fieldset className={classes.whole} disabled={isLocked || !mayEdit}>
        {children}
      </fieldset>
      {(isDirty || frozen !== null) && mayEdit && (
        <section className={classes.bar} aria-label="Unsaved changes">
          <Failure error={failure} isOpen={frozen !== null} />
          {Object.keys(form.errors).length > 0 && (
            <p className={classes.problem} role="status">
              Not saved: see the marked fields.
            </p>
          )}
          <div className={classes.buttons}>
            <Button variant="default" size="sm" disabled={isLocked} onClick={() => form.reset()}>
              Discard
            </Button>
            <Button type="submit" size="sm" loading={isSaving}>
              Save
            </Button>
          </div>
        </section>
      )}
      <LeaveGuard isDirty={isDirty && !isSaving} />
    </form>
  );
}
