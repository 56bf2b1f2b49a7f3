import {
  AddressElement,
  Elements,
  EmbeddedCheckout,
  EmbeddedCheckoutProvider,
  ExpressCheckoutElement,
  LinkAuthenticationElement,
  PaymentElement,
  useElements,
  useStripe,
} from "@stripe/react-stripe-js";
import {
  type Appearance,
  loadStripe,
  type StripeAddressElementOptions,
  type StripeElementLocale,
  type StripeElementsOptions,
  type StripeExpressCheckoutElementOptions,
  type StripePaymentElementOptions,
} from "@stripe/stripe-js";
import { type FormEvent, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

/** What a test asks of this page, in its address. */
interface Order {
  clientSecret?: string;
  /** Elements are made before there is an intent. */
  deferred?: boolean;
  mode?: "payment" | "setup";
  currency?: string;
  /** The shop makes PaymentMethods itself. */
  manual?: boolean;
  redirect?: "if_required";
  appearance?: Appearance;
  locale?: StripeElementLocale;
  allowed?: string[];
  customerSession?: string;
  payment?: StripePaymentElementOptions;
  addresses?: StripeAddressElementOptions[];
  email?: boolean;
  express?: true | StripeExpressCheckoutElementOptions;
  /** A page without Elements: the test makes them. */
  bare?: boolean;
  /** Checkout inside of the page; the client secret is that of a session. */
  embedded?: boolean;
  background?: string;
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
  Object.assign(window, { elements });

  async function submit(event: FormEvent) {
    event.preventDefault();
    await pay();
  }

  async function pay() {
    if (!stripe || !elements || !clientSecret) return;
    // What an earlier press was told is gone, so that a test can't take it for this one's answer.
    setMessage("");
    const submitted = await elements.submit();
    if (submitted.error) return setMessage(submitted.error.message ?? "");
    const confirmParams = { return_url: `${location.origin}/thanks` };
    const secret = order.deferred ? { clientSecret } : {};
    if (clientSecret.startsWith("seti_")) {
      const result = await stripe.confirmSetup({
        elements,
        ...secret,
        confirmParams,
        redirect: "if_required",
      });
      Object.assign(window, { result });
      return setMessage(result.error ? (result.error.message ?? "") : `Saved: ${result.setupIntent.status}`);
    }
    const result =
      order.redirect === "if_required"
        ? await stripe.confirmPayment({ elements, ...secret, confirmParams, redirect: "if_required" })
        : await stripe.confirmPayment({ elements, ...secret, confirmParams });
    Object.assign(window, { result });
    setMessage(result.error ? (result.error.message ?? "") : `Paid: ${result.paymentIntent.status}`);
  }

  return (
    <form onSubmit={submit}>
      {order.email && <LinkAuthenticationElement onChange={note("email")} />}
      {order.addresses?.map((options) => (
        <AddressElement key={options.mode} options={options} onChange={note("address")} />
      ))}
      {order.express && (
        <ExpressCheckoutElement
          options={order.express === true ? {} : order.express}
          onConfirm={pay}
          onReady={note("express")}
        />
      )}
      <PaymentElement
        options={order.payment ?? {}}
        onReady={note("ready")}
        onChange={note("change")}
        onFocus={note("focus")}
        onBlur={note("blur")}
        onEscape={note("escape")}
        onLoaderStart={note("loaderstart")}
        onLoadError={note("loaderror")}
        onSavedPaymentMethodRemove={note("savedpaymentmethodremove")}
      />
      <p>
        <button type="submit">Pay</button>
      </p>
      <p role="status">{message}</p>
    </form>
  );
}

function Embedded({ clientSecret }: { clientSecret: string }) {
  return (
    <EmbeddedCheckoutProvider
      stripe={stripe}
      options={{ fetchClientSecret: async () => clientSecret, onComplete: () => note("complete")() }}
    >
      <EmbeddedCheckout />
    </EmbeddedCheckoutProvider>
  );
}

function Shop() {
  const [appearance, setAppearance] = useState<Appearance>(order.appearance ?? {});
  const [isOpen, setOpen] = useState(true);
  Object.assign(window, { setAppearance, setOpen });
  const shared = {
    appearance,
    locale: order.locale,
    customerSessionClientSecret: order.customerSession,
    ...(order.manual ? { paymentMethodCreation: "manual" as const } : {}),
  };
  const currency = order.currency ?? "eur";
  const options: StripeElementsOptions = !order.deferred
    ? { clientSecret: order.clientSecret ?? "", ...shared }
    : order.mode === "setup"
      ? { mode: "setup", currency, ...shared }
      : { mode: "payment", amount: 2000, currency, allowedPaymentMethodTypes: order.allowed, ...shared };
  return isOpen ? (
    <Elements stripe={stripe} options={options}>
      <Payment clientSecret={order.clientSecret} />
    </Elements>
  ) : (
    <p>Closed</p>
  );
}

if (order.background) document.body.style.background = order.background;
if (location.pathname === "/thanks") document.body.append("Thank you");
else {
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      {order.bare ? null : order.embedded ? <Embedded clientSecret={order.clientSecret ?? ""} /> : <Shop />}
    </StrictMode>,
  );
}
