import { randomUUID } from "node:crypto";
import express from "express";
import Stripe from "stripe";

const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE } = process.env;
const scriptUrl = process.env.STRIPE_JS_URL ?? "https://js.stripe.com/endive/stripe.js";

// Without STRIPE_API_BASE the SDK speaks to Stripe itself. Nothing else in this file knows of the sandbox.
const base = STRIPE_API_BASE ? new URL(STRIPE_API_BASE) : undefined;
const stripe = new Stripe(
  STRIPE_SECRET_KEY,
  base ? { host: base.hostname, port: base.port, protocol: base.protocol.slice(0, -1) } : {},
);

/** A real shop keeps them in a database. */
const orders = new Map();
const app = express();

// The signature is over the bytes as they came, so this route comes before any that parses JSON.
app.post("/webhook", express.raw({ type: "application/json" }), (req, res) => {
  let event;
  try {
    event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"], STRIPE_WEBHOOK_SECRET);
  } catch (error) {
    res.status(400).send(error.message);
    return;
  }
  const order = orders.get(event.data.object.metadata?.order);
  if (order && event.type === "payment_intent.succeeded") order.state = "paid";
  res.json({ received: true });
});

app.post("/orders", async (_req, res) => {
  const order = { id: randomUUID(), state: "awaiting payment" };
  orders.set(order.id, order);
  const payment = await stripe.paymentIntents.create(
    { amount: 1900, currency: "usd", metadata: { order: order.id } },
    { idempotencyKey: order.id },
  );
  res.json({ order: order.id, clientSecret: payment.client_secret });
});

app.get("/orders/:id", (req, res) => {
  const order = orders.get(req.params.id);
  if (order) res.json(order);
  else res.sendStatus(404);
});

app.get(["/", "/thanks"], (req, res) => {
  res.send(`<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>One mug</title>
  <link rel="stylesheet" href="/shop.css">
  <script src="${scriptUrl}"></script>
  <script type="module" src="${req.path === "/" ? "/pay.js" : "/thanks.js"}"></script>
  <body data-key="${STRIPE_PUBLISHABLE_KEY}">
    <h1>One mug, $19.00</h1>
    <form hidden><div id="payment"></div><button>Pay</button></form>
    <p role="status"></p>
  </body>
</html>`);
});

app.use(express.static(`${import.meta.dirname}/public`));

const server = app.listen(process.env.PORT ?? 3000, () => {
  console.log(`Shop at http://localhost:${server.address().port}`);
});
