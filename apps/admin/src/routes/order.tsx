import { formatOrderNumber, parseOrderNumber } from "@dualtrack/contract";
import { Anchor, Text, Title } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { getRouteApi, Link, useLocation, useRouter } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { AcceptDialog } from "../features/order/accept-dialog.tsx";
import type { BookingDialog } from "../features/order/booking-actions.tsx";
import { CancelBookingDialog } from "../features/order/cancel-booking-dialog.tsx";
import { CancelDialog } from "../features/order/cancel-dialog.tsx";
import { CancelPartDialog } from "../features/order/cancel-part-dialog.tsx";
import { CaptureDialog } from "../features/order/capture-dialog.tsx";
import { CorrectDialog } from "../features/order/correct-dialog.tsx";
import { CustomerNote } from "../features/order/customer-note.tsx";
import { DeliverDialog } from "../features/order/deliver-dialog.tsx";
import { DiscrepancyPanel } from "../features/order/discrepancy-panel.tsx";
import { FailedRefundPanel } from "../features/order/failed-refund-panel.tsx";
import { FraudRefundDialog } from "../features/order/fraud-refund-dialog.tsx";
import { KeepDialog } from "../features/order/keep-dialog.tsx";
import { LabelDialog } from "../features/order/label-dialog.tsx";
import { MoveBookingDialog } from "../features/order/move-booking-dialog.tsx";
import classes from "../features/order/order.module.css";
import { OrderActions, type OrderDialog } from "../features/order/order-actions.tsx";
import { OrderBalance } from "../features/order/order-balance.tsx";
import { OrderCustomer } from "../features/order/order-customer.tsx";
import { OrderDeclines } from "../features/order/order-declines.tsx";
import { type DownloadsDialog, downloadsId, OrderDownloads } from "../features/order/order-downloads.tsx";
import { forManagers } from "../features/order/order-facts.ts";
import { OrderFeedback } from "../features/order/order-feedback.tsx";
import { OrderHeader } from "../features/order/order-header.tsx";
import { OrderInvoices } from "../features/order/order-invoices.tsx";
import { OrderLines } from "../features/order/order-lines.tsx";
import { OrderMails } from "../features/order/order-mails.tsx";
import { OrderNotes } from "../features/order/order-notes.tsx";
import type { OrderNotice } from "../features/order/order-notice.ts";
import { OrderPayment } from "../features/order/order-payment.tsx";
import { OrderRefunds, refundsId } from "../features/order/order-refunds.tsx";
import { OrderRisks, type RiskQuestion } from "../features/order/order-risks.tsx";
import { OrderShipments, type ShipmentDialog, shipmentsId } from "../features/order/order-shipments.tsx";
import { OrderSkeleton } from "../features/order/order-skeleton.tsx";
import { OrderStock } from "../features/order/order-stock.tsx";
import { OrderTax } from "../features/order/order-tax.tsx";
import { OrderTimeline } from "../features/order/order-timeline.tsx";
import { PayAnotherWayDialog } from "../features/order/pay-another-way-dialog.tsx";
import { PaymentTimeline } from "../features/order/payment-timeline.tsx";
import { ReclaimGoodsDialog } from "../features/order/reclaim-goods-dialog.tsx";
import { RefundDialog } from "../features/order/refund-dialog.tsx";
import { RefundGoodsDialog } from "../features/order/refund-goods-dialog.tsx";
import type { GoodsQuestion, RefundQuestion } from "../features/order/refund-questions.ts";
import { RenewDownloadsDialog } from "../features/order/renew-downloads-dialog.tsx";
import { ResendDialog } from "../features/order/resend-dialog.tsx";
import { RestoredPanel } from "../features/order/restored-panel.tsx";
import { RetryRefundDialog } from "../features/order/retry-refund-dialog.tsx";
import { ReturnGoodsDialog } from "../features/order/return-goods-dialog.tsx";
import { RevokeDownloadsDialog } from "../features/order/revoke-downloads-dialog.tsx";
import { ShipDialog } from "../features/order/ship-dialog.tsx";
import { UnpaidShipmentPanel } from "../features/order/unpaid-shipment-panel.tsx";
import { VoidLabelDialog } from "../features/order/void-label-dialog.tsx";
import { WaiveRefundDialog } from "../features/order/waive-refund-dialog.tsx";
import { lastList } from "../features/orders/last-list.ts";
import { useChanges } from "../server/live.ts";
import { refusalOf } from "../server/refusals.ts";
import {
  type Me,
  type OrderLabel,
  type OrderLine,
  type OrderRefund,
  type OrderView,
  type Shipment,
  trpc,
} from "../server/trpc.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/orders/$number");
const consoleRoute = getRouteApi("/console");
const dialogs = {
  ship: ShipDialog,
  label: LabelDialog,
  capture: CaptureDialog,
  refund: RefundDialog,
  cancel: CancelDialog,
  cancelPart: CancelPartDialog,
  resend: ResendDialog,
  returnGoods: ReturnGoodsDialog,
  reclaimGoods: ReclaimGoodsDialog,
  renewDownloads: RenewDownloadsDialog,
  revokeDownloads: RevokeDownloadsDialog,
};
const refundDialogs = {
  retry: RetryRefundDialog,
  payAnotherWay: PayAnotherWayDialog,
  waive: WaiveRefundDialog,
  whereGoods: RefundGoodsDialog,
};
const fraudDialogs = { give_back: FraudRefundDialog, keep: KeepDialog };
const bookingDialogs = { moveBooking: MoveBookingDialog, cancelBooking: CancelBookingDialog };
const shipmentDialogs = { deliver: DeliverDialog, correct: CorrectDialog };

/** Where to look after an action. */
const places: Partial<Record<OpenDialog["name"], { id: string; label: string }>> = {
  ship: { id: shipmentsId, label: "See the shipments" },
  label: { id: shipmentsId, label: "See the shipments" },
  voidLabel: { id: shipmentsId, label: "See the shipments" },
  refund: { id: refundsId, label: "See the refunds" },
  cancel: { id: refundsId, label: "See the refunds" },
  cancelBooking: { id: refundsId, label: "See the refunds" },
  give_back: { id: refundsId, label: "See the refunds" },
  retry: { id: refundsId, label: "See the refunds" },
  payAnotherWay: { id: refundsId, label: "See the refunds" },
  waive: { id: refundsId, label: "See the refunds" },
  renewDownloads: { id: downloadsId, label: "See the downloads" },
  revokeDownloads: { id: downloadsId, label: "See the downloads" },
};

function placeAfter({ name }: OpenDialog, { paymentState }: OrderView): (typeof places)[typeof name] {
  const hasNoRefund = name === "cancel" && (paymentState === "not_required" || paymentState === "authorized");
  return hasNoRefund ? undefined : places[name];
}

/** The open dialog, and the shipment or refund that it is about. */
type OpenDialog =
  | { name: OrderDialog | GoodsQuestion | DownloadsDialog }
  | { name: ShipmentDialog; shipment: Shipment }
  | { name: "voidLabel"; label: OrderLabel }
  | { name: BookingDialog; line: OrderLine }
  | { name: RefundQuestion; refund: OrderRefund }
  | RiskQuestion;

interface DoneNotice {
  text: OrderNotice;
  place: { id: string; label: string } | undefined;
}

export function OrderRoute() {
  const { number } = route.useParams();
  const isNumber = parseOrderNumber(number) !== null;
  const order = trpc.orders.forStaff.useQuery({ number }, { enabled: isNumber });
  const utils = trpc.useUtils();
  useChanges("order", (ids) => {
    const isOurs = ids === null || (order.data !== undefined && ids.includes(order.data.id));
    return isOurs && order.isSuccess && utils.orders.forStaff.invalidate({ number });
  });
  const back = useBackToList();
  const isMissing = !isNumber || refusalOf(order.error)?.code === "ORDER_NOT_FOUND";

  return (
    <>
      <PageTitle>{number}</PageTitle>
      <BackLink to="/orders" search={lastList.search} onBack={back}>
        Orders
      </BackLink>
      {isMissing && <MissingOrder number={number} />}
      {!isMissing && order.isPending && <OrderSkeleton number={number} />}
      {!isMissing && order.isError && (
        <Problem
          title={order.data ? "The order could not be refreshed" : "The order could not be loaded"}
          error={order.error}
          onRetry={order.refetch}
        />
      )}
      {!isMissing && order.data && <Order key={number} order={order.data} onBack={back} />}
    </>
  );
}

function Order({ order, onBack }: { order: OrderView; onBack: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const [notice, setNotice] = useState<ReactNode | DoneNotice>(null);
  const { refund: linkedRefundId } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState(() => dialogFromLink(order, me, linkedRefundId));

  // The Escape that closes a dialog must not leave the page, too.
  const justClosed = useRef(false);
  function close() {
    setDialog(null);
    // Reloading the page must not open the dialog again.
    if (linkedRefundId !== undefined) void navigate({ search: {}, replace: true, state: (state) => state });
    justClosed.current = true;
    setTimeout(() => {
      justClosed.current = false;
    });
  }
  function open(next: OpenDialog) {
    setNotice(null);
    setDialog(next);
  }
  useHotkeys([["Escape", () => dialog === null && !justClosed.current && onBack()]]);

  return (
    <>
      <OrderHeader order={order} now={now} />
      <OrderRisks order={order} me={me} now={now} onOpen={open} onNotice={setNotice} />
      <FailedRefundPanel
        order={order}
        me={me}
        onAsk={(name, refund) => open({ name, refund })}
        onNotice={setNotice}
      />
      <UnpaidShipmentPanel order={order} />
      <DiscrepancyPanel order={order} />
      <RestoredPanel order={order} />
      <OrderActions order={order} me={me} onNotice={setNotice} onOpen={(name) => open({ name })} />
      <Notice>{isDoneNotice(notice) ? noticeOf(notice, order) : notice}</Notice>
      <div className={classes.columns}>
        <div>
          <CustomerNote text={order.customerNote} />
          <OrderLines
            order={order}
            me={me}
            now={now}
            onOpen={(name, line) => open({ name, line })}
            onNotice={setNotice}
          />
          <OrderShipments
            order={order}
            me={me}
            now={now}
            onOpen={(name, shipment) => open({ name, shipment })}
            onVoid={(label) => open({ name: "voidLabel", label })}
            onNotice={setNotice}
          />
          <OrderDownloads
            downloads={order.downloads}
            me={me}
            now={now}
            onOpen={(name) => open({ name })}
            onNotice={setNotice}
          />
          <OrderRefunds
            order={order}
            me={me}
            now={now}
            onAsk={(name, refund) => open({ name, refund })}
            onAskGoods={(name) => open({ name })}
            onNotice={setNotice}
          />
          <OrderDeclines declines={order.declines} now={now} />
          <OrderStock movements={order.stockMovements} now={now} />
          <OrderTimeline
            events={order.timeline}
            returnedDebits={order.disputes
              .filter(({ isReturnedDebit }) => isReturnedDebit)
              .map(({ id }) => id)}
            now={now}
          />
          <PaymentTimeline number={order.number} />
        </div>
        <div>
          <OrderCustomer order={order} />
          <OrderPayment order={order} now={now} />
          <OrderBalance order={order} />
          <OrderFeedback feedback={order.feedback} now={now} />
          <OrderInvoices order={order} now={now} />
          <OrderTax order={order} me={me} onNotice={setNotice} />
          <OrderMails mails={order.mails} now={now} />
          <OrderNotes order={order} now={now} />
          {me.role !== "support" && (
            <Anchor size="sm" renderRoot={(props) => <AuditLink number={order.number} {...props} />}>
              What staff did to this order
            </Anchor>
          )}
        </div>
      </div>
      {dialog && (
        <OpenDialogView
          dialog={dialog}
          order={order}
          onClose={close}
          onDone={(notice) => {
            close();
            setNotice({
              text: typeof notice === "string" ? () => notice : notice,
              place: placeAfter(dialog, order),
            });
          }}
        />
      )}
    </>
  );
}

function OpenDialogView({
  dialog,
  ...dialogProps
}: {
  dialog: OpenDialog;
  order: OrderView;
  onClose: () => void;
  onDone: (notice: string | OrderNotice) => void;
}) {
  if ("dispute" in dialog) return <AcceptDialog dispute={dialog.dispute} {...dialogProps} />;
  if ("warning" in dialog) {
    const Dialog = fraudDialogs[dialog.name];
    return <Dialog warning={dialog.warning} {...dialogProps} />;
  }
  if ("refund" in dialog) {
    const Dialog = refundDialogs[dialog.name];
    return <Dialog refund={dialog.refund} {...dialogProps} />;
  }
  if ("shipment" in dialog) {
    const Dialog = shipmentDialogs[dialog.name];
    return <Dialog shipment={dialog.shipment} {...dialogProps} />;
  }
  if ("line" in dialog) {
    const Dialog = bookingDialogs[dialog.name];
    return <Dialog line={dialog.line} {...dialogProps} />;
  }
  if ("label" in dialog) return <VoidLabelDialog label={dialog.label} {...dialogProps} />;
  const Dialog = dialogs[dialog.name];
  return <Dialog {...dialogProps} />;
}

/** Home links to a refund: its dialog opens at once, if the refund still offers it. */
function dialogFromLink(order: OrderView, me: Me, refundId: string | undefined): OpenDialog | null {
  const refund = order.refunds.find(({ id }) => id === refundId);
  if (refund === undefined || forManagers(me) !== null) return null;
  if (refund.whyNoRetry === null) return { name: "retry", refund };
  return refund.asksForGoods ? { name: "whereGoods", refund } : null;
}

function isDoneNotice(notice: ReactNode | DoneNotice): notice is DoneNotice {
  return typeof notice === "object" && notice !== null && "text" in notice;
}

/** The notice about the last action; null once it is no longer true. */
function noticeOf({ text, place }: DoneNotice, order: OrderView): ReactNode {
  const now = text(order);
  return now === null ? null : <NoticeWithLink text={now} place={place} />;
}

function NoticeWithLink({ text, place }: { text: string; place: DoneNotice["place"] }) {
  if (place === undefined) return text;
  return (
    <>
      {text}{" "}
      <Anchor href={`#${place.id}`} inherit onClick={(event) => show(event, place.id)}>
        {place.label}
      </Anchor>
    </>
  );
}

/** Moves the focus there without a step in the history, which is the way back to the list. */
function show(event: MouseEvent, id: string) {
  event.preventDefault();
  const section = document.getElementById(id);
  section?.scrollIntoView();
  section?.focus({ preventScroll: true });
}

function AuditLink({ number, ...props }: { number: string }) {
  return <Link to="/audit" search={{ subject: number }} {...props} />;
}

/**
 * Back to the list as it was: one step in the history if the person came from there, so that the scroll position is
 * kept, too.
 */
function useBackToList(): () => void {
  const router = useRouter();
  const { fromList } = useLocation().state;
  return () => {
    if (fromList) router.history.back();
    else void router.navigate({ to: "/orders", search: lastList.search });
  };
}

function MissingOrder({ number }: { number: string }) {
  return (
    <>
      <Title order={1}>There is no order {number}</Title>
      <Text mt="sm" c="dimmed">
        Numbers look like {formatOrderNumber(1042)}. Press Escape to go back to the list, and search there.
      </Text>
    </>
  );
}
