import type {
  CarrierProblem,
  Coded,
  LabelProblem,
  LabelState,
  LiveRateProblem,
  RefusalDetails,
  TableRateReason,
  TrackerStatus,
} from "@dualtrack/contract";
import type { Badge } from "./order-badges.ts";

const problemTexts: Record<CarrierProblem, string> = {
  no_answer: "EasyPost could not be reached.",
  timeout: "EasyPost did not answer in time.",
  rate_limited: "EasyPost takes no more calls just now.",
  server_error: "EasyPost has a fault just now.",
  key_refused: "EasyPost does not accept the shop's key (EASYPOST_API_KEY).",
  refused: "EasyPost refused.",
  undecided: "EasyPost could not say yet whether the label was bought.",
  fault: "EasyPost's answer could not be read.",
  gave_up: "EasyPost could not be reached for an hour.",
};

/** Why a call to EasyPost failed, with what it said. */
export function carrierProblemText({ code, said }: Coded<CarrierProblem>): string {
  const text = code === null ? "" : problemTexts[code];
  return [text, said === null ? "" : `“${said}”`].filter((part) => part !== "").join(" ");
}

/** Why a method with a carrier's price costs what its own rates say. */
export const tableRateTexts: Record<TableRateReason, string> = {
  ...problemTexts,
  resting: "EasyPost had failed several times in a row, and was not asked.",
  limited: "This customer's network had asked too often within a minute.",
  busy: "Too many customers asked at the same time.",
  free: "It was free from this subtotal on.",
  not_asked: "EasyPost was not asked.",
  not_connected: "The shop has no key of EasyPost's.",
  no_sender: "Nobody had entered who sends parcels.",
  address_incomplete: "The address had no valid postal code or no city.",
  weight_unknown: "The weight of an item is not known.",
  too_many_parcels: "The goods need too many parcels.",
  no_service: "The carrier offered no such service for this parcel.",
  no_exchange_rate: "There was no exchange rate for the carrier's currency.",
};

/** Why carriers' prices are not known, with what EasyPost said. */
export function liveRateProblemText(problem: Coded<LiveRateProblem> | null): string {
  if (problem === null) return "";
  const text = problem.code === null ? "" : tableRateTexts[problem.code];
  return [text, problem.said === null ? "" : `“${problem.said}”`].filter((part) => part !== "").join(" ");
}

export const labelNotVoidableTexts: Record<RefusalDetails["LABEL_NOT_VOIDABLE"]["because"], string> = {
  not_bought: "There is no label to send back.",
  on_its_way: "The carrier has the parcel already, so its label can't be sent back.",
  delivered: "The parcel has arrived, so its label can't be sent back.",
};

export const labelBadges: Record<LabelState, Badge> = {
  rated: { tone: "none", label: "Not bought" },
  buying: { tone: "wait", label: "Being bought" },
  bought: { tone: "good", label: "Label bought" },
  failed: { tone: "bad", label: "Label not bought" },
  voiding: { tone: "wait", label: "Label being sent back" },
  void_submitted: { tone: "wait", label: "Label sent back, the carrier decides" },
  voided: { tone: "idle", label: "Label refunded" },
  void_rejected: { tone: "bad", label: "Label not refunded" },
};

export const trackerLabels: Record<TrackerStatus, string> = {
  unknown: "the carrier has not seen it yet",
  pre_transit: "the carrier expects it",
  in_transit: "on its way",
  out_for_delivery: "out for delivery",
  available_for_pickup: "waits for the customer at a pick-up point",
  error: "the carrier reports an error",
  cancelled: "cancelled at the carrier",
  failure: "could not be delivered",
  return_to_sender: "on its way back to us",
  delivered: "delivered",
};

/** What happened, and what to do. */
export const labelProblemTexts: Record<LabelProblem, { title: string; todo: string }> = {
  not_bought: {
    title: "The label was not bought",
    todo: "Nothing was charged and nothing has shipped: buy another label, or ship it by hand.",
  },
  not_shippable: {
    title: "A label was bought for goods that could no longer be shipped",
    todo: "It is sent back, and the carrier is asked for its price. Nothing has shipped: do not use it.",
  },
  void_rejected: {
    title: "The carrier does not refund a label that was sent back",
    todo: "Its price stays paid. Ask EasyPost if the parcel never left.",
  },
  moved_after_void: {
    title: "A parcel is on its way with a label that was sent back",
    todo: "The goods count as not shipped: if they have left, record the shipment by hand with this number.",
  },
  delivery_failed: {
    title: "The carrier could not deliver a parcel",
    todo: "Ask the carrier, or write to the customer.",
  },
  returned: {
    title: "A parcel comes back to us",
    todo: "Write to the customer; refund the goods, or send them again once they are here.",
  },
};
