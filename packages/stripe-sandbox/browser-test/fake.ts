import { fileURLToPath } from "node:url";
import express from "express";

const dir = fileURLToPath(new URL("../browser", import.meta.url));
export async function startFake() {
  const app = express();
  const pis = new Map<string, any>();
  const pms = new Map<string, any>();
  let n = 0;
  app.use((q, r, next) => {
    r.set("Access-Control-Allow-Origin", "*");
    next();
  });
  app.use(express.urlencoded({ extended: true }), express.json());
  app.get("/stripe.js", (q, r) => r.sendFile(dir + "/stripe.js"));
  app.use("/elements", express.static(dir));
  app.get("/_sandbox/3ds/:id", (q, r) => r.sendFile(dir + "/3ds.html"));
  app.post("/_sandbox/3ds/:id", (q, r) => {
    const pi = pis.get(q.params.id);
    if (q.body.outcome === "complete") pi.status = "succeeded";
    else {
      pi.status = "requires_payment_method";
      pi.last_payment_error = {
        code: "payment_intent_authentication_failure",
        type: "card_error",
        message: "x",
      };
    }
    r.json(pi);
  });
  app.post("/v1/payment_intents", (q, r) => {
    const id = `pi_${++n}`;
    const pi = {
      id,
      object: "payment_intent",
      status: "requires_payment_method",
      client_secret: `${id}_secret_x${n}`,
      amount: Number(q.body.amount),
      currency: q.body.currency,
      payment_method_types: q.body.types ? q.body.types.split(",") : ["card"],
    };
    pis.set(id, pi);
    r.json(pi);
  });
  app.get("/v1/payment_intents/:id", (q, r) => {
    const pi = pis.get(q.params.id);
    if (pi) r.json(pi);
    else
      r.status(404).json({
        error: { type: "invalid_request_error", code: "resource_missing", message: "No such payment_intent" },
      });
  });
  app.post("/v1/payment_methods", (q, r) => {
    const id = `pm_${++n}`;
    pms.set(id, q.body);
    r.json({ id, type: "card" });
  });
  app.post("/v1/payment_intents/:id/confirm", (q, r) => {
    const pi = pis.get(q.params.id);
    const num = pms.get(q.body.payment_method).card.number;
    pi.confirms = (pi.confirms ?? 0) + 1;
    if (num === "4000000000000002")
      return void r.status(402).json({
        error: {
          type: "card_error",
          code: "card_declined",
          decline_code: "generic_decline",
          message: "Your card was declined.",
          payment_intent: pi,
        },
      });
    if (num === "4000000000003220") {
      pi.status = "requires_action";
      pi.next_action = { type: "use_stripe_sdk", use_stripe_sdk: {} };
    } else pi.status = "succeeded";
    r.json(pi);
  });
  const server = app.listen(0);
  await new Promise((ok) => server.once("listening", ok));
  return {
    url: `http://localhost:${(server.address() as any).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
