import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import {
  type Appearance,
  loadStripe,
  type StripeElementsOptions,
  type StripePaymentElementOptions,
} from "@stripe/stripe-js";
import { type FormEvent, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

/** What a test asks of this page, in its address. */
interface Order {
  clientSecret?: string;
  deferred?: boolean;
  redirect?: "if_required";
  appearance?: Appearance;
  allowed?: string[];
  payment?: StripePaymentElementOptions;
}

const order: Order = JSON.parse(new URLSearchParams(location.search).get("order") ?? "{}");
const stripe = loadStripe("pk_test_sandbox");
const events: { name: string; event: unknown }[] = [];
const note = (name: string) => (event?: unknown) => events.push({ name, event });
Object.assign(window, { events, stripe });

function Payment({ clientSecret }: { clientSecret?: string }) {
  const stripe = useStripe();
  const elements = useElements();
  const [message, setMessage] = useState("");

  async function pay(event: FormEvent) {
    event.preventDefault();
    if (!stripe || !elements || !clientSecret) return;
    const submitted = await elements.submit();
    if (submitted.error) return setMessage(submitted.error.message ?? "");
    const confirmParams = { return_url: `${location.origin}/thanks` };
    const secret = order.deferred ? { clientSecret } : {};
    const result =
      order.redirect === "if_required"
        ? await stripe.confirmPayment({ elements, ...secret, confirmParams, redirect: "if_required" })
        : await stripe.confirmPayment({ elements, ...secret, confirmParams });
    Object.assign(window, { result });
    setMessage(result.error ? (result.error.message ?? "") : `Paid: ${result.paymentIntent.status}`);
  }

  return (
    <form onSubmit={pay}>
      <PaymentElement
        options={order.payment ?? {}}
        onReady={note("ready")}
        onChange={note("change")}
        onFocus={note("focus")}
        onBlur={note("blur")}
        onEscape={note("escape")}
        onLoaderStart={note("loaderstart")}
        onLoadError={note("loaderror")}
      />
      <p>
        <button type="submit">Pay</button>
      </p>
      <p role="status">{message}</p>
    </form>
  );
}

function Shop() {
  const [appearance, setAppearance] = useState<Appearance>(order.appearance ?? {});
  const [isOpen, setOpen] = useState(true);
  Object.assign(window, { setAppearance, setOpen });
  const options: StripeElementsOptions = order.deferred
    ? { mode: "payment", amount: 2000, currency: "eur", appearance, allowedPaymentMethodTypes: order.allowed }
    : { clientSecret: order.clientSecret ?? "", appearance };
  return isOpen ? (
    <Elements stripe={stripe} options={options}>
      <Payment clientSecret={order.clientSecret} />
    </Elements>
  ) : (
    <p>Closed</p>
  );
}

if (location.pathname === "/thanks") document.body.append("Thank you");
else {
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      <Shop />
    </StrictMode>,
  );
}
