import { randomInt } from "node:crypto";
import { ApiError } from "./api-error.ts";
import { isOneCustomsArea } from "./customs-area.ts";
import { type Address, newId, type Parcel, type Shipment, type Tracker } from "./objects.ts";
import { maxWeight, ratesFor } from "./rates.ts";
import type { Store } from "./store.ts";

type Fields = Record<string, unknown>;

/** `POST /shipments`: with its rates, or with messages of the carriers that have none. */
export function createShipment(store: Store, body: Fields): Shipment {
  const fields = part(body.shipment);
  if (fields === null)
    throw new ApiError(422, "PARAMETER.REQUIRED", "Missing required parameter.", [
      { field: "shipment", message: "cannot be blank" },
    ]);
  const id = newId("shp");
  const parcel = parcelOf(part(fields.parcel));
  const [from, to] = [addressOf(part(fields.from_address)), addressOf(part(fields.to_address))];
  const customs = part(fields.customs_info);
  refuseIncompleteItems(customs);
  const isAbroad = !isOneCustomsArea(from.country, to.country);
  const isRefused = isAbroad && customs === null;
  const rates = isRefused ? [] : ratesFor({ shipmentId: id, parcel, isAbroad });
  const reason = isRefused
    ? "customs_info is required for international shipments"
    : `the package may weigh at most ${maxWeight / 16} lb`;
  const now = store.now();
  return store.save({
    id,
    object: "Shipment",
    mode: "test",
    created_at: now,
    updated_at: now,
    reference: textOf(fields.reference),
    from_address: from,
    to_address: to,
    parcel,
    customs_info: customs,
    options: part(fields.options) ?? {},
    rates,
    messages: rates.length > 0 ? [] : messagesOf(reason),
    selected_rate: null,
    postage_label: null,
    tracking_code: null,
    tracker: null,
    insurance: null,
    status: "unknown",
    refund_status: null,
    is_return: false,
  });
}

/** Each item of a declaration has a description, an origin, and number, weight and value above 0. */
function refuseIncompleteItems(customs: Fields | null): void {
  const items = Array.isArray(customs?.customs_items) ? customs.customs_items : [];
  for (const item of items.map(part)) {
    const isMissing = (field: string) => textOf(item?.[field]) === null;
    const isNothing = (field: string) => (numberOf(item?.[field]) ?? 0) <= 0;
    const wrong =
      ["description", "origin_country"].find(isMissing) ?? ["quantity", "weight", "value"].find(isNothing);
    if (wrong !== undefined)
      throw new ApiError(422, "PARAMETER.REQUIRED", "Missing required parameter.", [
        { field: `customs_item[${wrong}]`, message: "cannot be blank" },
      ]);
  }
}

export function messagesOf(message: string): Shipment["messages"] {
  const accounts = [
    ["AntonPost", "ca_anton"],
    ["BertaLogistics", "ca_berta"],
  ] as const;
  return accounts.map(([carrier, carrier_account_id]) => ({
    ...{ carrier, carrier_account_id, type: "rate_error" as const, message },
  }));
}

/** `POST /shipments/:id/buy`. A shipment has one label at most: a second purchase is refused. */
export function buyShipment(store: Store, id: string, body: Fields): Shipment {
  const shipment = store.get(id);
  if (shipment.postage_label !== null)
    throw new ApiError(
      422,
      "SHIPMENT.POSTAGE.EXISTS",
      "Postage already exists for this shipment. The request was rejected.",
    );
  const rateId = textOf(part(body.rate)?.id);
  if (shipment.to_address.street1 === null)
    throw new ApiError(422, "ADDRESS.PARAMETERS.INVALID", "A label needs a street.", [
      { field: "street1", message: "cannot be blank" },
    ]);
  const rate = shipment.rates.find((candidate) => candidate.id === rateId);
  if (rate === undefined)
    throw new ApiError(422, "SHIPMENT.RATES.UNAVAILABLE", "The rate is not one of this shipment.");
  const now = store.now();
  const code = `${rate.carrier === "AntonPost" ? "AP" : "BL"}${randomInt(1e9, 1e10)}${randomInt(1e4, 1e5)}`;
  const tracker: Tracker = {
    id: newId("trk"),
    object: "Tracker",
    tracking_code: code,
    status: "unknown",
    status_detail: "unknown",
    created_at: now,
    updated_at: now,
    est_delivery_date: null,
    shipment_id: id,
    carrier: rate.carrier,
    tracking_details: [],
    public_url: `https://track.easypost.com/${Buffer.from(`v1:${id}`).toString("base64url")}`,
  };
  const url = `${store.baseUrl()}/files/postage_label/${id}.pdf`;
  return store.save({
    ...shipment,
    updated_at: now,
    selected_rate: rate,
    tracking_code: code,
    tracker,
    postage_label: {
      id: newId("pl"),
      object: "PostageLabel",
      label_url: url,
      label_pdf_url: null,
      label_file_type: "application/pdf",
      label_size: "4x6",
    },
  });
}

/** `POST /shipments/:id/refund`: submitted, and decided by the carrier days later. */
export function refundShipment(store: Store, id: string): Shipment {
  const shipment = store.get(id);
  const isOnTheWay =
    shipment.tracker !== null && !["unknown", "pre_transit"].includes(shipment.tracker.status);
  if (shipment.postage_label === null || shipment.refund_status !== null || isOnTheWay)
    throw new ApiError(422, "SHIPMENT.REFUND.UNAVAILABLE", "This shipment can't be refunded.");
  return store.save({ ...shipment, updated_at: store.now(), refund_status: "submitted" });
}

function parcelOf(fields: Fields | null): Parcel {
  const weight = numberOf(fields?.weight);
  if (fields === null || weight === null || weight <= 0)
    throw new ApiError(422, "PARCEL.PARAMETERS.INVALID", "The parcel needs a weight above 0.", [
      { field: "weight", message: "must be above 0" },
    ]);
  const [length, width, height] = [fields.length, fields.width, fields.height].map(numberOf);
  return {
    id: newId("prcl"),
    object: "Parcel",
    length: length ?? null,
    width: width ?? null,
    height: height ?? null,
    weight,
    predefined_package: null,
  };
}

/** Rates need a place, labels a street, too. */
function addressOf(fields: Fields | null): Address {
  const country = textOf(fields?.country);
  const hasPlace = [fields?.street1, fields?.zip, fields?.city].some((part) => textOf(part) !== null);
  if (fields === null || country === null || !hasPlace)
    throw new ApiError(422, "ADDRESS.PARAMETERS.INVALID", "The address needs a country and a place in it.", [
      { field: "zip", message: "cannot be blank" },
    ]);
  const names = ["name", "company", "street1", "street2", "city", "state", "zip", "phone", "email"] as const;
  const texts = Object.fromEntries(names.map((name) => [name, textOf(fields[name])]));
  return {
    ...(texts as Record<(typeof names)[number], string | null>),
    id: newId("adr"),
    object: "Address",
    country,
  };
}

function part(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
