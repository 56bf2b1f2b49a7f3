const stripe = Stripe(document.body.dataset.key);
const form = document.querySelector("form");
const status = document.querySelector("[role=status]");

const { order, clientSecret } = await (await fetch("/orders", { method: "POST" })).json();
const elements = stripe.elements({ clientSecret });
elements.create("payment").mount("#payment");
form.hidden = false;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  status.textContent = "One moment…";
  const { error } = await stripe.confirmPayment({
    elements,
    confirmParams: { return_url: `${location.origin}/thanks?order=${order}` },
  });
  // Who has paid is on the way to the thanks page; so this is a refusal.
  status.textContent = error.message;
});
