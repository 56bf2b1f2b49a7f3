import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from "express";
import { ApiError } from "./api-error.ts";
import type { Fault, Faults, FaultyCall } from "./faults.ts";
import { labelPdf } from "./label-pdf.ts";
import type { Shipment } from "./objects.ts";
import { buyShipment, createShipment, messagesOf, refundShipment } from "./shipments.ts";
import type { Store } from "./store.ts";
import { type TrackerStatus, trackerStatuses } from "./tracker-statuses.ts";

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

interface Parts {
  store: Store;
  faults: Faults;
  calls: Call[];
  apiKey: string;
  /** The carrier reports a status. Answers how the webhook answered; null: there is none, or it did not. */
  report(trackingCode: string, status: TrackerStatus): Promise<number | null>;
}

/** The API at `/v2`, labels at `/files`, and the carriers' side at `/_sandbox`. */
export function createSandboxApp({ store, faults, calls, apiKey, report }: Parts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json({ limit: "1mb" }));

  /** Answers a call, unless a fault is injected. */
  const answer =
    (
      call: FaultyCall,
      status: number,
      work: (id: string, body: Record<string, unknown>) => Shipment,
    ): RequestHandler =>
    async (request, response) => {
      const fault = faults.take(call);
      if (fault?.kind === "hang") return;
      if (fault?.kind === "gateway")
        return void response.status(502).type("html").send("<h1>Bad gateway</h1>");
      if (fault?.kind === "error")
        throw new ApiError(fault.status, fault.code, fault.message ?? "An error that was injected.");
      const shipment = work(String(request.params.id ?? ""), bodyOf(request.body));
      if (fault?.kind === "garbage") return void response.status(status).json({ rates: "none" });
      if (fault?.kind === "lost_answer") return void request.socket.destroy();
      await send(response, status, fault, shipment, store);
    };

  app.use("/v2", (request, response, next) => {
    calls.push({ method: request.method, path: request.originalUrl, body: request.body });
    if (request.get("authorization") === `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`)
      return next();
    response.status(401).json(new ApiError(401, "UNAUTHORIZED", "This api key is not valid.").body());
  });
  app.post(
    "/v2/shipments",
    answer("create", 201, (_id, body) => createShipment(store, body)),
  );
  app.get(
    "/v2/shipments/:id",
    answer("retrieve", 200, (id) => store.get(id)),
  );
  app.post(
    "/v2/shipments/:id/buy",
    answer("buy", 200, (id, body) => buyShipment(store, id, body)),
  );
  app.post(
    "/v2/shipments/:id/refund",
    answer("refund", 200, (id) => refundShipment(store, id)),
  );

  app.get("/files/postage_label/:file", (request, response) => {
    const fault = faults.take("label");
    if (fault !== null) return void response.status(503).send("Busy");
    const shipment = store.get(request.params.file.replace(/\.pdf$/, ""));
    response.type("application/pdf").send(labelPdf(shipment));
  });

  app.post("/_sandbox/trackers/:code", async (request, response) => {
    const status = trackerStatuses.find((known) => known === bodyOf(request.body).status);
    if (status === undefined) throw new ApiError(422, "TRACKER.INVALID_PARAMS", "There is no such status.");
    response.json({ delivered: await report(request.params.code, status) });
  });
  app.post("/_sandbox/refunds/:id", (request, response) => {
    const { status } = bodyOf(request.body);
    if (status !== "refunded" && status !== "rejected")
      throw new ApiError(422, "BAD_REQUEST", "A refund is refunded or rejected.");
    response.json(store.save({ ...store.get(request.params.id), refund_status: status }));
  });
  app.use(() => {
    throw new ApiError(404, "NOT_FOUND", "The requested resource could not be found.");
  });
  app.use(respondToErrors);
  return app;
}

async function send(
  response: Response,
  status: number,
  fault: Fault | null,
  shipment: Shipment,
  store: Store,
) {
  if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const answered =
    fault?.kind === "no_rates"
      ? store.save({ ...shipment, rates: [], messages: messagesOf(fault.message) })
      : shipment;
  response.status(status).json(answered);
}

function bodyOf(body: unknown): Record<string, unknown> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

const respondToErrors: ErrorRequestHandler = (error, _request, response, _next) => {
  const known =
    error instanceof ApiError ? error : new ApiError(400, "BAD_REQUEST", "The request can't be read.");
  response.status(known.status).json(known.body());
};
