import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { DraftFields } from "../features/draft-orders/draft-fields.tsx";
import { useNewDraftForm } from "../features/draft-orders/use-draft-form.ts";
import { trpc } from "../server/trpc.ts";
import classes from "../ui/edit-form.module.css";
import { Failure } from "../ui/failure.tsx";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/draft-orders/new");

/** Writes an order for a customer. */
export function NewDraftOrderRoute() {
  const settings = trpc.settings.shop.useQuery(undefined, { staleTime: 60_000 });
  return (
    <>
      <PageHead title="New draft order">
        <PathLink path="/draft-orders">All draft orders</PathLink>
      </PageHead>
      {settings.isLoadingError && (
        <Problem
          title="The shop's settings could not be loaded"
          error={settings.error}
          onRetry={settings.refetch}
        />
      )}
      {settings.data && <NewDraftOrder holdMinutes={settings.data.draftHoldMinutes} />}
    </>
  );
}

function NewDraftOrder({ holdMinutes }: { holdMinutes: number }) {
  const navigate = route.useNavigate();
  const now = useNow();
  const { form, onSubmit, isLocked, frozen, failure, isSaving } = useNewDraftForm({
    holdMinutes,
    onCreated: (draftOrderId) =>
      void navigate({ to: "/draft-orders/$draftOrderId", params: { draftOrderId }, ignoreBlocker: true }),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <fieldset className={classes.whole} disabled={isLocked}>
        <DraftFields {...{ form, now }} draftOrderId={undefined} isSent={false} />
      </fieldset>
      <section className={classes.bar} aria-label="New draft order">
        <Failure error={failure} isOpen={frozen !== null} />
        {Object.keys(form.errors).length > 0 && (
          <p className={classes.problem} role="status">
            Not saved: see the marked fields.
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" size="sm" loading={isSaving}>
            Save the draft
          </Button>
        </div>
      </section>
      <LeaveGuard isDirty={form.isDirty() && !isSaving} />
    </form>
  );
}
