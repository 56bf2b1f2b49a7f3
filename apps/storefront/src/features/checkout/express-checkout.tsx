import { hasShippedLine } from "@dualtrack/contract";
import { Elements, ExpressCheckoutElement, useElements, useStripe } from "@stripe/react-stripe-js";
import type { Stripe } from "@stripe/stripe-js";
import { useState } from "react";
import { Notice } from "../../ui/notice.tsx";
import { useAppearance } from "./appearance.ts";
import { expectsWallet, rememberWallets } from "./express-space.ts";
import { usePaymentPlace } from "./payment-line.ts";
import { PaymentPlace } from "./payment-place.tsx";
import { type ExpressTools, useExpressPay } from "./use-express-pay.ts";
import { useReservation } from "./use-reservation.ts";
import { shippingRatesOf } from "./wallet-prices.ts";

interface ExpressCheckoutProps extends Omit<ExpressTools, "stripe" | "elements"> {
  stripe: Promise<Stripe | null>;
  seller: string;
  /** Countries that the shop delivers to. */
  shipTo: readonly string[];
}

/** The wallets of the customer's device at the top of the checkout, for as long as the items are reserved. */
export function ExpressCheckout(props: ExpressCheckoutProps) {
  const appearance = useAppearance();
  const { total, captureMethod } = props.checkout;
  const [first] = useState(total);
  const { reservation } = useReservation(props.checkout);
  // Stripe takes no payment of nothing.
  if (first.amount === 0) return null;
  if (reservation.phase === "ended" && !props.paying.current) return null;
  return (
    // A group of its own: its sum is the sheet's, whose address and method may differ from the page's.
    <Elements
      stripe={props.stripe}
      options={{ mode: "payment", ...first, captureMethod, appearance, loader: "never" }}
    >
      <Wallets {...props} isFree={total.amount === 0} />
    </Elements>
  );
}

/** Ways to pay that this shop does not take. */
const never = { amazonPay: "never", klarna: "never", link: "never", paypal: "never" } as const;

/** `isFree`: nothing is due now. The room stays, so that nothing moves when a code is entered. */
function Wallets({ seller, shipTo, isFree, ...tools }: ExpressCheckoutProps & { isFree: boolean }) {
  const stripe = useStripe();
  const elements = useElements();
  const [offered, setOffered] = useState<"unknown" | "yes" | "no">("unknown");
  const [keepsRoom] = useState(expectsWallet);
  const waits = usePaymentPlace()?.kind === "waiting";
  const { phase, problem, ...pay } = useExpressPay({ ...tools, stripe, elements });
  const [options] = useState(() => ({
    ...{ emailRequired: true, billingAddressRequired: true },
    ...(hasShippedLine(tools.checkout.lines)
      ? {
          shippingAddressRequired: true,
          allowedShippingCountries: [...shipTo],
          shippingRates: shippingRatesOf(tools.checkout, []),
        }
      : { shippingAddressRequired: false }),
    business: { name: seller },
    buttonHeight: 48,
    paymentMethods: never,
  }));
  if (offered === "no" && !keepsRoom) return null;

  const answer = (isAvailable: boolean) => {
    setOffered(isAvailable ? "yes" : "no");
    rememberWallets(isAvailable);
  };
  // Whoever waits for their turn to pay another way has pressed for good: a wallet would begin again at the end of the line.
  const isTaken = waits && phase !== "checking";
  const hasRoom = (keepsRoom || offered === "yes") && !isTaken;
  return (
    <section
      aria-labelledby="express-heading"
      inert={!hasRoom}
      className={hasRoom ? "" : "absolute h-0 w-full overflow-hidden"}
    >
      <ExpressHeading />
      {tools.checkout.captureMethod === "manual" && !isFree && offered !== "no" && (
        // The wallet's sheet can't say it.
        <p className="mb-4 border-l-4 border-line bg-sheet px-4 py-2">
          Nothing is charged now, by a wallet either: your bank reserves the amount on your card, and we
          charge it when your order ships.
        </p>
      )}
      <div className={`min-h-12 scheme-light ${offered === "unknown" && !isFree ? "skeleton" : ""}`}>
        {offered === "no" || isFree ? (
          <p className="flex min-h-12 items-center text-soft">
            {isFree
              ? "There is nothing to pay: no wallet is needed."
              : "No wallet is set up in this browser. Pay by card or bank account below."}
          </p>
        ) : (
          <ExpressCheckoutElement
            options={options}
            onReady={({ availablePaymentMethods }) => answer(availablePaymentMethods !== undefined)}
            onLoadError={() => answer(false)}
            onClick={pay.click}
            onShippingAddressChange={pay.changeAddress}
            onShippingRateChange={pay.changeRate}
            onConfirm={pay.confirm}
            onCancel={pay.cancel}
          />
        )}
      </div>
      <p role="status" className="mt-4 border-b border-line pb-2 text-soft">
        {isFree ? "Fill in the form:" : statusTexts[phase]}
      </p>
      {phase === "checking" && (
        <div className="mt-4">
          <PaymentPlace checkout={tools.checkout} proof={tools.proof} />
        </div>
      )}
      {problem && (
        <div className="mt-4">
          <Notice key={problem} variant="bad">
            {problem}
          </Notice>
        </div>
      )}
    </section>
  );
}

function ExpressHeading() {
  return (
    <h2 id="express-heading" className="mb-4 text-2xl">
      Express checkout
    </h2>
  );
}

/** Of the height of the wallets' buttons, so that nothing moves when they come. */
export function ExpressSkeleton() {
  const [keepsRoom] = useState(expectsWallet);
  if (!keepsRoom) return null;
  return (
    <section aria-labelledby="express-heading">
      <ExpressHeading />
      <div className="skeleton h-12" role="status" aria-label="The wallets are loading" />
      <p className="mt-4 border-b border-line pb-2 text-soft">{statusTexts.ready}</p>
    </section>
  );
}

const statusTexts = {
  ready: "Or fill in the form:",
  checking: "Checking your details…",
  confirming: "Your bank is confirming the payment…",
  done: "Done. Opening your order…",
};
