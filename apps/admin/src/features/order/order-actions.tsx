import { formatMoney } from "@dualtrack/contract";
import { useClipboard } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { Me, OrderView } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import classes from "./order.module.css";
import { disabledReasons } from "./order-facts.ts";
import { SyncOrder } from "./sync-order.tsx";

export type OrderDialog = "ship" | "label" | "capture" | "refund" | "cancelPart" | "cancel" | "resend";

/** The actions that an order offers. An action that is not possible now says why. */
export function OrderActions({
  order,
  me,
  onOpen,
  onNotice,
}: {
  order: OrderView;
  me: Me;
  onOpen: (dialog: OrderDialog) => void;
  onNotice: (notice: ReactNode) => void;
}) {
  const clipboard = useClipboard();
  const reasons = disabledReasons(order, me);
  async function copyLink() {
    try {
      await navigator.clipboard.writeText(order.customerLink);
      onNotice("The customer's link is copied. Whoever has it sees this order.");
    } catch {
      clipboard.copy(order.customerLink);
      onNotice(`The customer's link: ${order.customerLink}`);
    }
  }
  return (
    <fieldset className={classes.actions} aria-label="Actions">
      <ActionButton
        variant={reasons.ship === null && order.risks.length === 0 ? "filled" : "default"}
        disabledReason={reasons.ship}
        onPress={() => onOpen("ship")}
        onRefused={onNotice}
      >
        Ship
      </ActionButton>
      {order.can.buyLabel && (
        <ActionButton disabledReason={reasons.ship} onPress={() => onOpen("label")} onRefused={onNotice}>
          Buy a label
        </ActionButton>
      )}
      {order.can.capture && (
        <ActionButton disabledReason={reasons.capture} onPress={() => onOpen("capture")} onRefused={onNotice}>
          Charge {formatMoney(order.payment?.authorization?.money ?? order.total)}
        </ActionButton>
      )}
      {(order.can.capture || order.can.cancelPart) && (
        <ActionButton
          disabledReason={reasons.cancelPart}
          onPress={() => onOpen("cancelPart")}
          onRefused={onNotice}
        >
          Cancel a part
        </ActionButton>
      )}
      <ActionButton disabledReason={reasons.refund} onPress={() => onOpen("refund")} onRefused={onNotice}>
        Refund
      </ActionButton>
      <ActionButton disabledReason={reasons.cancel} onPress={() => onOpen("cancel")} onRefused={onNotice}>
        Cancel order
      </ActionButton>
      <ActionButton disabledReason={reasons.resend} onPress={() => onOpen("resend")} onRefused={onNotice}>
        Resend confirmation
      </ActionButton>
      <SyncOrder number={order.number} disabledReason={reasons.sync} onNotice={onNotice} />
      <ActionButton disabledReason={null} onPress={() => void copyLink()} onRefused={onNotice}>
        Copy customer's link
      </ActionButton>
    </fieldset>
  );
}
