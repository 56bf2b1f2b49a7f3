import type { Address } from "@dualtrack/contract";

/** The service that sells labels of carriers. Every call may throw a `CarrierError`; none runs inside a transaction. */
export interface CarrierApi {
  /** Registers a parcel and answers what carriers ask for it. Costs nothing. */
  register(parcel: RegisteredParcel, options: CallOptions): Promise<CarrierShipment>;
  find(shipmentId: string, options: CallOptions): Promise<CarrierShipment>;
  /** Buys the label of a registered parcel: once, as the service refuses a second label for it. */
  buy(wanted: { shipmentId: string; rateId: string }, options: CallOptions): Promise<CarrierShipment>;
  /** Asks the carrier to take a label back. It decides later. */
  refund(shipmentId: string, options: CallOptions): Promise<CarrierShipment>;
  /** Downloads a label as PDF. */
  downloadLabel(url: string, options: CallOptions): Promise<Uint8Array<ArrayBuffer>>;
}

export interface CallOptions {
  /** How long to wait for the whole answer, in ms. */
  timeoutMs: number;
}

export interface RegisteredParcel {
  /** Our id of it. */
  reference: string;
  from: Sender;
  to: Recipient;
  /** Outer sides in mm; null: not known. */
  sizeMm: readonly [length: number, width: number, height: number] | null;
  /** With its packing. */
  weightGrams: number;
  /** Null: it needs no customs declaration. */
  customs: CustomsItem[] | null;
}

export interface Sender extends Address {
  name: string;
  phone: string;
  email: string;
}

export interface Recipient extends Address {
  name: string | null;
  phone: string | null;
  email: string | null;
}

export interface CustomsItem {
  description: string;
  quantity: number;
  /** Of all its units. */
  weightGrams: number;
  /** Of all its units, in minor units of `currency`. */
  amount: number;
  currency: string;
  /** Code of the Harmonized System, in digits; null: not known, which some carriers refuse. */
  hsCode: string | null;
  /** Where it was made, ISO 3166-1 alpha-2. */
  originCountry: string;
}

/** What a carrier asks for a parcel. */
export interface CarrierRate {
  id: string;
  carrier: string;
  service: string;
  /** Minor units. */
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** Working days on the way; null: the carrier does not say. */
  days: number | null;
}

export const carrierRefundStatuses = ["submitted", "refunded", "rejected"] as const;
type CarrierRefundStatus = (typeof carrierRefundStatuses)[number];

export interface CarrierShipment {
  id: string;
  rates: CarrierRate[];
  /** What carriers without a rate say. */
  messages: string[];
  /** Null: no label was bought. */
  label: BoughtLabel | null;
  /** Null: nobody has asked for a refund of the label. */
  refundStatus: CarrierRefundStatus | null;
}

interface BoughtLabel {
  rate: CarrierRate;
  trackingNumber: string;
  /** The service's own page about the parcel; null: there is none. */
  trackingUrl: string | null;
  pdfUrl: string;
}
