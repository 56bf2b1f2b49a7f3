import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Call, createSandboxApp } from "./app.ts";
import { type Fault, Faults } from "./faults.ts";
import type { RefundStatus, Shipment } from "./objects.ts";
import { Store } from "./store.ts";
import type { TrackerStatus } from "./tracker-statuses.ts";
import { moveTracker } from "./trackers.ts";
import { type SignedEvent, sendEvent, signEvent, type WebhookEndpoint } from "./webhooks.ts";

const apiKey = "EZTK_sandbox";

export interface EasyPostSandbox extends AsyncDisposable {
  url: string;
  /** The client's `baseUrl`. */
  apiBase: string;
  apiKey: string;
  /** All calls since the start, in their order. */
  calls: readonly Call[];
  injectFault(fault: Fault): void;
  shipments(): Shipment[];
  /** The carrier reports a status: answers the event, signed with the webhook's secret. It is not sent. */
  moveTracker(trackingCode: string, status: TrackerStatus): SignedEvent;
  /** The carrier decides about the refund of a label. */
  decideRefund(shipmentId: string, status: RefundStatus): void;
  stop(): Promise<void>;
}

interface SandboxOptions {
  /** A free one if it is left out. */
  port?: number;
  /** Where shipments are kept; if it is left out, in memory. */
  file?: string;
  webhook?: WebhookEndpoint;
  now?: () => Date;
}

/** Starts a server that speaks EasyPost's API on 127.0.0.1. `POST /_sandbox/…` plays the carriers, see the README. */
export async function startEasyPostSandbox({
  port = 0,
  file,
  webhook = { url: "", secret: "sandbox webhook secret" },
  now = () => new Date(),
}: SandboxOptions = {}): Promise<EasyPostSandbox> {
  let url = "";
  const store = new Store({ file: file ?? null, now, baseUrl: () => url });
  const faults = new Faults();
  const calls: Call[] = [];
  const report = (trackingCode: string, status: TrackerStatus) => {
    const tracker = moveTracker(store, trackingCode, status);
    return signEvent(webhook.secret, { description: "tracker.updated", result: tracker, at: store.now() });
  };
  const server = createServer(
    createSandboxApp({
      ...{ store, faults, calls, apiKey },
      report: async (code, status) => {
        const event = report(code, status);
        return webhook.url === "" ? null : sendEvent(webhook, event);
      },
    }),
  );
  server.keepAliveTimeout = 65_000;
  await listen(server, port);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => close(server);
  return {
    url,
    apiBase: `${url}/v2/`,
    apiKey,
    calls,
    injectFault: (fault) => faults.inject(fault),
    shipments: () => store.all(),
    moveTracker: report,
    decideRefund(shipmentId, status) {
      store.save({ ...store.get(shipmentId), refund_status: status });
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
