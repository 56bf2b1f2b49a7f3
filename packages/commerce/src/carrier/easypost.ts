import type { CallOptions, CarrierApi, CarrierShipment } from "../carrier-api.ts";
import { CarrierError } from "./carrier-error.ts";
import { readShipment } from "./easypost-answer.ts";
import { carrierErrorOf } from "./easypost-error.ts";
import { shipmentRequest } from "./easypost-request.ts";

/** The part of EasyPost's client that is used. Answers are checked by `readShipment`. */
interface Client {
  Shipment: Record<"create", (parameters: object) => Promise<unknown>> &
    Record<"retrieve" | "refund", (id: string) => Promise<unknown>> & {
      buy(id: string, rateId: string): Promise<unknown>;
    };
}

type ClientClass = new (key: string, options: object) => Client;

/** More than any label has. */
const maxLabelBytes = 5 * 1024 * 1024;

/**
 * EasyPost as the carrier service. `apiBase` is another host that speaks its API, for tests and the demo.
 * @see https://docs.easypost.com/docs/shipments
 */
export function createEasyPost({ apiKey, apiBase }: { apiKey: string; apiBase: string | null }): CarrierApi {
  /** The client keeps its option `timeout` without using it; the deadline is one of each request. */
  const clientWith = async ({ timeoutMs }: CallOptions) => {
    const { default: easypost } = await import("@easypost/api"); // large, and only shops with a carrier need it
    // TypeScript takes the package's types for those of CommonJS; its module exports the class itself.
    const EasyPost = easypost as unknown as ClientClass;
    return new EasyPost(apiKey, {
      ...(apiBase === null ? {} : { baseUrl: apiBase }),
      requestMiddleware: (request: { timeout(times: { deadline: number }): unknown }) =>
        request.timeout({ deadline: timeoutMs }),
    });
  };
  return {
    register: (parcel, options) =>
      ask(async () => (await clientWith(options)).Shipment.create(shipmentRequest(parcel))),
    find: (shipmentId, options) => ask(async () => (await clientWith(options)).Shipment.retrieve(shipmentId)),
    buy: ({ shipmentId, rateId }, options) =>
      ask(async () => (await clientWith(options)).Shipment.buy(shipmentId, rateId)),
    refund: (shipmentId, options) => ask(async () => (await clientWith(options)).Shipment.refund(shipmentId)),
    downloadLabel,
  };
}

async function ask(call: () => Promise<unknown>): Promise<CarrierShipment> {
  try {
    return readShipment(await call());
  } catch (error) {
    throw carrierErrorOf(error);
  }
}

async function downloadLabel(url: string, { timeoutMs }: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new CarrierError("server_error", `The label answers ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isPdf = Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
    if (!isPdf || bytes.length > maxLabelBytes) throw new CarrierError("fault", "The label is not a PDF");
    return bytes;
  } catch (error) {
    throw carrierErrorOf(error);
  }
}
