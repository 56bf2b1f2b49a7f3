import { useClipboard } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { Me, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import classes from "./order.module.css";
import { disabledReasons } from "./order-facts.ts";
import { SyncOrder } from "./sync-order.tsx";

export type OrderDialog = "ship" | "refund" | "cancel" | "resend";

/** The actions that an order offers. An action that is not possible now says why. */
export function OrderActions({
  order,
  me,
  onOpen,
  onFact,
}: {
  order: OrderView;
  me: Me;
  onOpen: (dialog: OrderDialog) => void;
  onFact: (words: ReactNode) => void;
}) {
  const clipboard = useClipboard();
  const why = disabledReasons(order, me);
  async function copyLink() {
    try {
      await navigator.clipboard.writeText(order.customerLink);
      onFact("The customer's link is copied. Whoever has it sees this order.");
    } catch {
      clipboard.copy(order.customerLink);
      onFact(`The customer's link: ${order.customerLink}`);
    }
  }
  return (
    <fieldset className={classes.actions} aria-label="Actions">
      <ActionButton
        variant={why.ship === null && order.risks.length === 0 ? "filled" : "default"}
        whyNot={why.ship}
        onPress={() => onOpen("ship")}
        onRefused={onFact}
      >
        Ship
      </ActionButton>
      <ActionButton whyNot={why.refund} onPress={() => onOpen("refund")} onRefused={onFact}>
        Refund
      </ActionButton>
      <ActionButton whyNot={why.cancel} onPress={() => onOpen("cancel")} onRefused={onFact}>
        Cancel order
      </ActionButton>
      <ActionButton whyNot={why.resend} onPress={() => onOpen("resend")} onRefused={onFact}>
        Resend confirmation
      </ActionButton>
      <SyncOrder number={order.number} whyNot={why.sync} onFact={onFact} />
      <ActionButton whyNot={null} onPress={() => void copyLink()} onRefused={onFact}>
        Copy customer's link
      </ActionButton>
    </fieldset>
  );
}
