import { maxSyncSelection } from "@dualtrack/contract";
import { type ReactNode, useState } from "react";
import { errorWords } from "../../messages.ts";
import { newRequestId } from "../../new-request-id.ts";
import { type Me, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { useOnce } from "../../ui/use-once.ts";

/** Asks Stripe how these orders stand, once; give it a key that changes with them. */
export function SyncPicked(props: { numbers: readonly string[]; me: Me; onSay: (words: ReactNode) => void }) {
  const { numbers, me, onSay } = props;
  const [requestId] = useState(newRequestId);
  const start = trpc.sync.start.useMutation({ onError: (error) => onSay(errorWords(error)) });
  const { send } = useOnce(start, () =>
    onSay(
      <>
        Stripe is being asked about {numbers.length === 1 ? numbers[0] : `${numbers.length} orders`}.{" "}
        <PathLink path={`/sync?run=${requestId}`}>See how far it is</PathLink>
      </>,
    ),
  );
  return (
    <ActionButton
      loading={start.isPending}
      whyNot={whyNoSync(numbers.length, me)}
      onRefused={onSay}
      onPress={() => send({ requestId, scope: { orderNumbers: [...numbers] } })}
    >
      Sync with Stripe
    </ActionButton>
  );
}

function whyNoSync(count: number, { role }: Me): string | null {
  if (role === "support") return "Only an owner or a manager may do this.";
  return count > maxSyncSelection ? `At most ${maxSyncSelection} orders at once.` : null;
}
