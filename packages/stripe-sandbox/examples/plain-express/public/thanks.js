const stripe = Stripe(document.body.dataset.key);
const status = document.querySelector("[role=status]");
const query = new URLSearchParams(location.search);

const { paymentIntent } = await stripe.retrievePaymentIntent(query.get("payment_intent_client_secret"));
status.textContent = `Your payment: ${paymentIntent.status}.`;

// The order is paid when the webhook has said so, whatever this page was told.
let order;
do {
  await new Promise((later) => setTimeout(later, 300));
  order = await (await fetch(`/orders/${query.get("order")}`)).json();
} while (order.state !== "paid");
status.textContent += " Your order: paid.";
