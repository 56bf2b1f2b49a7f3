import { hasShippedLine, type PaymentPage } from "@dualtrack/contract";
import { useEffect, useRef, useState } from "react";
import { leastPayment } from "../../least-payment.ts";
import { errorMessage, refusalMessages } from "../../messages.ts";
import { RefusedElsewhere, refusedWith } from "../../server/refusals.ts";
import {
  type CheckoutView,
  type PublicSettings,
  type QuotedCheckout,
  type ShippingOption,
  trpc,
} from "../../server/trpc.ts";
import { DiscountCodes } from "../../ui/discount-codes.tsx";
import { FocusOnArrival } from "../../ui/focus-on-arrival.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import type { PaidIntent } from "./attempt-payment.ts";
import { BusinessFields } from "./business-fields.tsx";
import { CheckoutEnd, isWithoutForm } from "./checkout-end.tsx";
import { type CheckoutProof, isOfCart } from "./checkout-proof.ts";
import { CheckoutStop } from "./checkout-stop.tsx";
import { DeliveryMethod } from "./delivery-method.tsx";
import { BillingFields, ContactFields, DeliveryFields, PlaceFields } from "./details-fields.tsx";
import { ExpressCheckout, ExpressSkeleton } from "./express-checkout.tsx";
import { LateTimeChoice } from "./late-time-choice.tsx";
import { PageCancelled } from "./page-cancelled.tsx";
import { PaymentArea } from "./payment-area.tsx";
import { useKeptPlace } from "./payment-line.ts";
import { PaymentPageChoice } from "./payment-page-choice.tsx";
import { recallPaymentPage, savePaymentPage } from "./saved-payment-page.ts";
import { Summary } from "./summary.tsx";
import { UnfinishedPayment } from "./unfinished-payment.tsx";
import { useCheckout } from "./use-checkout.ts";
import { useDetails } from "./use-details.ts";
import { useLiveLink } from "./use-live-link.ts";
import { useQuote } from "./use-quote.ts";
import { useStripeLoader } from "./use-stripe-loader.ts";

interface CheckoutFormProps {
  settings: PublicSettings | undefined;
  /** Whether the bank refused on its own page and sent the customer back. */
  declined: boolean;
  /** Whether the customer left Stripe's page without paying. */
  cancelled: boolean;
  /** What is paid; the same object in each rendering. */
  proof: CheckoutProof;
  onPaid(payment: PaidIntent): void;
  /** Nothing was due, and the order is placed. */
  onOrdered(orderToken: string): void;
}

/** When the tax is asked for again that could not be worked out, in ms. */
const taxRetryMs = 10_000;

/** The whole checkout on one page: contact, addresses, payment and a summary. */
export function CheckoutForm({ settings, declined, cancelled, proof, onPaid, onOrdered }: CheckoutFormProps) {
  const { checkout, error, isFetching, reload, store, extend, paying } = useCheckout(proof);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [chosenPage, choosePage] = useState<PaymentPage>(recallPaymentPage);
  const page =
    settings === undefined || settings.paymentPage === "choice" ? chosenPage : settings.paymentPage;
  const { stripe, failed, retry } = useStripeLoader(
    settings?.paymentPage === "stripe" ? undefined : settings,
  );
  // An order that is paid another way keeps its price, and so its VAT id.
  const asksForBusiness = settings?.acceptsVatIds === true && proof.orderToken === undefined;
  const utils = trpc.useUtils();
  // Until the checkout is there, the cart says what will be in it.
  const [expected] = useState(() => utils.cart.get.getData()?.lines ?? []);
  const ships = hasShippedLine(checkout?.lines ?? expected) || (!checkout && expected.length === 0);
  const form = useDetails(settings?.shipTo, {
    ...{ ships, asksForBusiness },
    sellerCountry: settings?.sellerCountry,
  });
  const [chosenMethodId, chooseMethod] = useState<string>();
  const [chosenForLate, chooseForLate] = useState<boolean>();
  const [round, setRound] = useState(0);
  const [options, setOptions] = useState<readonly ShippingOption[]>();
  const [codes, setCodes] = useState<QuotedCheckout["codes"]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [unpriced, setUnpriced] = useState<unknown>(null);
  const [quotedVatId, setQuotedVatId] = useState<QuotedCheckout["vatId"]>(null);
  const payRef = useRef<(() => void) | null>(null);
  const failure = refusal ?? error;
  const isLinked = proof.linkToken !== undefined;

  useKeptPlace({ checkoutId: checkout?.id, proof });
  const [isChanged, setChanged] = useState(false);
  useLiveLink({
    linkToken: proof.linkToken,
    shown: failure ? undefined : checkout,
    paying,
    onChanged: () => {
      const before = checkout?.id;
      void reload().then(({ data }) => setChanged((was) => was || data?.id !== before));
    },
  });
  const filledFrom = useRef<string | null>(null);
  const [earlier, setEarlier] = useState<CheckoutView["lastAttempt"]>(declined ? "declined" : null);
  useEffect(() => {
    if (!checkout || filledFrom.current === checkout.id) return;
    filledFrom.current = checkout.id;
    form.fillFrom(checkout);
    setEarlier((before) => checkout.lastAttempt ?? before);
  });

  const isRepricing = useQuote({
    ...{
      checkout,
      proof,
      paying,
      details: form.details,
      ships,
      shippingMethodId: chosenMethodId,
      round,
    },
    vatId: form.vatId,
    onTaxUnavailable: setUnpriced,
    onQuoted: ({ shippingOptions, codes: quotedCodes, vatId, ...quoted }) => {
      setUnpriced(null);
      setQuotedVatId(vatId);
      setOptions(shippingOptions);
      setCodes(quotedCodes);
      // A method that is not offered there does not come back by itself.
      if (chosenMethodId !== quoted.shippingMethod?.id) chooseMethod(undefined);
      store(quoted);
    },
    // What is about no field (the reservation has ended) the page finds out by itself.
    onRefused: (error) => {
      if (!form.showRefusal(error, { focus: false })) void reload();
    },
  });

  useEffect(() => {
    if (unpriced === null) return;
    const timer = setTimeout(() => setRound((before) => before + 1), taxRetryMs);
    return () => clearTimeout(timer);
  }, [unpriced]);

  // The message stays until there is a new checkout: the fields of the old one take no payment any more.
  const startAgain = () => {
    void reload().then(() => setRefusal(null));
    setProblem(null);
    utils.cart.get.invalidate();
  };

  const keepsRestIfLate = chosenForLate ?? checkout?.keepsRestIfLate ?? false;
  const payTools = {
    ...{ proof, paying, onPaid, onOrdered, keepsRestIfLate },
    shippingMethodId: chosenMethodId,
    onPrepared: (prepared: CheckoutView) => {
      setEarlier(null);
      store(prepared);
    },
    onRefused: (error: unknown) => {
      if (refusedWith(error, "PAYMENT_UNCERTAIN")) reload();
      else if (!form.showRefusal(error)) setRefusal(isLinked ? asLinkChanged(error) : error);
    },
    onQuoteChanged: async () => {
      await reload();
      setRound((before) => before + 1); // what is offered may have changed, too
    },
    onEnded: () => {
      setRefusal(
        new RefusedElsewhere({ code: isLinked ? "PAYMENT_LINK_CHANGED" : "CHECKOUT_NOT_FOUND", details: {} }),
      );
      reload();
    },
  };

  // What a payment link or an order costs was decided before.
  const min = checkout && isOfCart(proof) ? leastPayment(checkout.total) : null;
  const isFree = checkout?.total.amount === 0;
  const problemState = { problem, onProblem: setProblem };
  const reserved = { proof, paying, extend, busy: isFetching, onRetry: startAgain };
  if (isWithoutForm(failure, proof))
    return <CheckoutEnd error={failure} proof={proof} busy={isFetching} onRetry={startAgain} />;
  return (
    <Page title="Checkout">
      <div className="mt-6 grid items-start gap-8 lg:mt-8 lg:grid-cols-[1fr_24rem] lg:gap-16">
        <div className="lg:sticky lg:top-8 lg:order-2">{!failure && <Summary checkout={checkout} />}</div>
        <form
          noValidate
          aria-label="Checkout"
          className="grid gap-10"
          onSubmit={(event) => {
            event.preventDefault();
            payRef.current?.();
          }}
        >
          {!failure && checkout?.message && (
            <Notice variant="plain" title={`From ${settings?.seller.name ?? "the shop"}`}>
              <span className="whitespace-pre-line">{checkout.message}</span>
            </Notice>
          )}
          {!failure && isChanged && (
            <div role="status">
              <Notice
                variant="plain"
                title={`${settings?.seller.name ?? "The shop"} has just changed this order`}
              >
                You see it as it is now. Nothing was charged.
              </Notice>
            </div>
          )}
          {!failure && earlier === "declined" && <Declined />}
          {!failure && earlier !== "declined" && cancelled && checkout?.payment === null && !isFree && (
            <PageCancelled checkout={checkout} />
          )}
          {!failure && earlier === "unfinished" && checkout?.payment && !isFree && stripe && (
            <UnfinishedPayment {...checkout.payment} {...{ stripe, paying, onPaid }} />
          )}
          {!failure &&
            !failed &&
            settings?.paymentPage !== "stripe" &&
            (checkout && settings && stripe ? (
              <ExpressCheckout
                key={checkout.id}
                {...{ ...payTools, checkout, stripe, options }}
                typed={form.details}
                vatId={form.vatId}
                onUnpaid={form.fillFrom}
                seller={settings.seller.name}
                shipTo={settings.shipTo}
              />
            ) : (
              <ExpressSkeleton />
            ))}
          {(checkout || !failure) && (
            <>
              <ContactFields form={form} ships={ships} />
              {ships ? (
                <>
                  <DeliveryFields form={form} shipTo={settings?.shipTo ?? []} />
                  <DeliveryMethod
                    {...{ options, checkout, isRepricing }}
                    country={form.details.country}
                    chosen={chosenMethodId ?? checkout?.shippingMethod?.id}
                    onChoose={chooseMethod}
                  />
                  <BillingFields form={form} />
                </>
              ) : (
                <PlaceFields form={form} />
              )}
              {asksForBusiness && <BusinessFields {...{ form, isRepricing }} quoted={quotedVatId} />}
              {/* Codes are the cart's: what the shop has put together, or is paid another way, has its own. */}
              {isOfCart(proof) && (!ships || options?.length !== 0) && (
                <DiscountCodes codes={codes} onChanged={() => setRound((before) => before + 1)} />
              )}
              {checkout && !isFree && hasTimeAndMore(checkout) && (
                <LateTimeChoice keepsRest={keepsRestIfLate} onChoose={chooseForLate} />
              )}
            </>
          )}
          {unpriced !== null && problem === null && !failure && (
            <Notice variant="plain">{errorMessage(unpriced)} This page asks again by itself.</Notice>
          )}
          {min !== null && problem === null && !failure && (
            <Notice variant="plain">{refusalMessages.TOTAL_TOO_LOW({ min })}</Notice>
          )}
          {failure ? (
            // A refusal that follows another, as after "Show the new total", gets the focus that the pressed button had.
            <FocusOnArrival key={errorMessage(failure)}>
              <CheckoutStop
                {...{ isLinked }}
                error={failure}
                isOpen={checkout !== undefined}
                busy={isFetching}
                onRetry={startAgain}
              />
            </FocusOnArrival>
          ) : (
            <>
              {settings?.paymentPage === "choice" && !isFree && (
                <PaymentPageChoice
                  chosen={page}
                  onChoose={(chosen) => {
                    choosePage(chosen);
                    savePaymentPage(chosen);
                  }}
                />
              )}
              <PaymentArea
                {...{ checkout, settings, page, stripe, failed, reserved }}
                onRetryLoading={retry}
                tools={{ ...payTools, ...problemState, payRef, check: form.check }}
              />
            </>
          )}
        </form>
      </div>
    </Page>
  );
}

/** Whether something is left of the order without one of its booked times. */
function hasTimeAndMore({ lines }: CheckoutView): boolean {
  return lines.length > 1 && lines.some(({ kind }) => kind === "service");
}

/** What ends the reservation of a cart means for a payment link that the page must be read again: the shop may have changed it. */
function asLinkChanged(error: unknown): unknown {
  const isGone = refusedWith(error, "HOLD_EXPIRED") ?? refusedWith(error, "HOLD_RELEASED");
  return isGone ? new RefusedElsewhere({ code: "PAYMENT_LINK_CHANGED", details: {} }) : error;
}

function Declined() {
  return (
    <Notice variant="bad" title="The payment did not go through">
      Your bank refused it, or it was called off. Nothing was charged. Try again, or pay another way.
    </Notice>
  );
}
