import { maxSyncSelection } from "@dualtrack/contract";
import type { ReactNode } from "react";
import type { Me } from "../../server/trpc.ts";
import { PathLink } from "../../ui/path-link.tsx";
import { SyncButton } from "../../ui/sync-button.tsx";

/** Syncs the selected orders with Stripe. A notice links to the run, and another one follows when it is done. */
export function SyncSelection(props: {
  numbers: readonly string[];
  me: Me;
  onNotice: (notice: ReactNode) => void;
}) {
  const { numbers, me, onNotice } = props;
  return (
    <SyncButton
      scope={{ orderNumbers: [...numbers] }}
      disabledReason={syncDisabledReason(numbers.length, me)}
      onStarted={(runId) =>
        onNotice(
          <>
            Stripe is being asked about {numbers.length === 1 ? numbers[0] : `${numbers.length} orders`}.{" "}
            <PathLink path={`/sync?run=${runId}`}>See how far it is</PathLink>
          </>,
        )
      }
      onNotice={onNotice}
    />
  );
}

function syncDisabledReason(count: number, { role }: Me): string | null {
  if (role === "support") return "Only an owner or a manager may do this.";
  return count > maxSyncSelection ? `At most ${maxSyncSelection} orders at once.` : null;
}
