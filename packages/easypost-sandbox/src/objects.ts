import { randomBytes } from "node:crypto";
import type { TrackerStatus } from "./tracker-statuses.ts";

// The objects as the API answers them, as far as a shop reads them.

export interface Address {
  id: string;
  object: "Address";
  name: string | null;
  company: string | null;
  street1: string | null;
  street2: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
  phone: string | null;
  email: string | null;
}

export interface Parcel {
  id: string;
  object: "Parcel";
  /** Inches. */
  length: number | null;
  width: number | null;
  height: number | null;
  /** Ounces. */
  weight: number;
  predefined_package: null;
}

export interface Rate {
  id: string;
  object: "Rate";
  carrier: string;
  service: string;
  /** Decimal, e.g. `5.93`. */
  rate: string;
  currency: string;
  delivery_days: number | null;
  delivery_date: null;
  delivery_date_guaranteed: boolean;
  est_delivery_days: number | null;
  shipment_id: string;
  carrier_account_id: string;
}

export interface Tracker {
  id: string;
  object: "Tracker";
  tracking_code: string;
  status: TrackerStatus;
  status_detail: string;
  created_at: string;
  updated_at: string;
  est_delivery_date: string | null;
  shipment_id: string | null;
  carrier: string;
  tracking_details: {
    object: "TrackingDetail";
    message: string;
    status: TrackerStatus;
    status_detail: string;
    datetime: string;
    source: string;
  }[];
  public_url: string;
}

export type RefundStatus = "submitted" | "refunded" | "rejected";

export interface Shipment {
  id: string;
  object: "Shipment";
  mode: "test";
  created_at: string;
  updated_at: string;
  reference: string | null;
  from_address: Address;
  to_address: Address;
  parcel: Parcel;
  customs_info: object | null;
  options: object;
  rates: Rate[];
  messages: { carrier: string; carrier_account_id: string; type: "rate_error"; message: string }[];
  selected_rate: Rate | null;
  postage_label: {
    id: string;
    object: "PostageLabel";
    label_url: string;
    label_pdf_url: string | null;
    label_file_type: string;
    label_size: string;
  } | null;
  tracking_code: string | null;
  tracker: Tracker | null;
  insurance: string | null;
  status: string;
  refund_status: RefundStatus | null;
  is_return: boolean;
}

/** E.g. `shp_5f0c…`, as the API's ids are. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("hex")}`;
}
