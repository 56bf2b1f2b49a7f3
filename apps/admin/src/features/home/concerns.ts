import { formatMoney, paymentMethodLabel } from "@dualtrack/contract";
import { burstText } from "../../decline-source-texts.ts";
import { discrepancyTexts } from "../../discrepancy-texts.ts";
import { labelProblemTexts, liveRateProblemText } from "../../label-texts.ts";
import { messageReasonLabels } from "../../message-labels.ts";
import type { Attention } from "../../server/trpc.ts";
import { outageText, refusedKeyText, silentWebhooksText, taxOutageText } from "../../stripe-texts.ts";
import { shortAddress } from "../../ui/short-address.ts";
import { authorizationConcerns } from "./authorization-concerns.ts";
import type { Concern } from "./concern.ts";
import { riskConcerns } from "./risk-concerns.ts";
import { switchConcerns } from "./switch-concerns.ts";

/** Everything that needs attention, the most urgent first; kinds without a case are left out. */
export function concernsOf(attention: Attention, now: number): Concern[] {
  const {
    stuckOrders,
    unknownPayments,
    waitingForBank,
    failedRefunds,
    undecidedGoods,
    failedSyncs,
    failedEvents,
    failedMails,
    rejectedCalls,
    declineBursts,
    soldOut,
    lowStock,
    parcelProblems,
    unclearLabels,
    usedUpDiscounts,
    scarceDiscounts,
  } = attention;
  const all: [count: number, describe: (count: number) => Omit<Concern, "count">][] = [
    [
      attention.stripeOutage.count,
      () => ({ ...outageText(attention.stripeOutage, now), path: "/sync", examples: [] }),
    ],
    [
      attention.refusedKey.count,
      () => ({ ...refusedKeyText(attention.refusedKey, now), path: "/sync", examples: [] }),
    ],
    [
      attention.workerIsMissing ? 1 : 0,
      () => ({
        title: "No worker is running",
        path: "/sync",
        note: "Payments are not confirmed, and no mails or refunds are sent, until one is started.",
        examples: [],
      }),
    ],
    ...switchConcerns(attention),
    ...attention.alerts.others.map(({ title, advice, path, openedAt }): (typeof all)[number] => [
      1,
      () => ({ title, path, note: advice, since: openedAt, examples: [] }),
    ]),
    ...riskConcerns(attention, now),
    ...authorizationConcerns(attention),
    [
      attention.stripeTaxOutage.count,
      () => ({ ...taxOutageText(attention.stripeTaxOutage, now), path: "/tax", examples: [] }),
    ],
    [
      attention.unrecordedTax.count,
      (count) => ({
        title: `The tax of ${many(count, "order is", "orders are")} not recorded at Stripe Tax`,
        path: "/orders",
        since: attention.unrecordedTax.since,
        note: "The shop tries again each hour. Why, stands on the order, where you can also say that you have recorded it by hand.",
        examples: attention.unrecordedTax.examples.map(({ number }) => orderLink(number)),
      }),
    ],
    [
      attention.taxedInstead.count,
      (count) => ({
        title: `${many(count, "order was", "orders were")} taxed by the table, as Stripe Tax did not answer`,
        path: "/tax",
        since: attention.taxedInstead.since,
        isMinor: true,
        note: "Of the last 30 days. They are in the shop's tax report, and not in Stripe's.",
        examples: attention.taxedInstead.examples.map(({ number }) => orderLink(number)),
      }),
    ],
    [
      attention.exchangeRates.count,
      () => ({
        title: "Exchange rates are not up to date",
        path: "/currencies",
        since: attention.exchangeRates.since,
        note: "The feed failed, or has no rate for a currency. The last rates hold; without any, only prices set by hand are sold.",
        examples: attention.exchangeRates.stale.map(({ currency, asOf }) => ({
          label: currency.toUpperCase(),
          detail: asOf === null ? "no rate" : `rate of ${asOf}`,
        })),
      }),
    ],
    [
      attention.unratedInvoices.count,
      (count) => ({
        title: `${many(count, "invoice or credit note does", "invoices or credit notes do")} not state the tax in your base currency`,
        path: "/invoices",
        since: attention.unratedInvoices.since,
        isMinor: true,
        note: "Of the last 30 days: no exchange rate was known when their orders were placed. Convert the tax at the authority’s rate in your return, and set a rate under Currencies for the next ones.",
        examples: attention.unratedInvoices.examples.map(({ number, tax }) => ({
          label: number,
          path: `/invoices?q=${encodeURIComponent(number)}`,
          detail: formatMoney(tax),
        })),
      }),
    ],
    [
      attention.liveRates.count,
      () => ({
        title: "Carriers don’t answer at the checkout",
        path: "/shipping",
        since: attention.liveRates.since,
        note: `Methods with a carrier’s price cost what their own rates say. ${liveRateProblemText(attention.liveRates.problem)}`,
        examples: [],
      }),
    ],
    [
      unknownPayments.count,
      (count) => ({
        title: `${many(count, "payment", "payments")} without an order: decide what becomes of the money`,
        path: "/unknown-payments",
        since: unknownPayments.since,
        note: "Stripe has taken the money, and the order is not in the database. Nothing was refunded.",
        examples: unknownPayments.examples.map(({ number, paymentIntentId, amount }) => ({
          label: number ?? paymentIntentId,
          path: "/unknown-payments",
          detail: formatMoney(amount),
        })),
      }),
    ],
    [
      attention.messages.count,
      (count) => ({
        title: `${many(count, "message waits", "messages wait")} for an answer`,
        path: "/messages",
        since: attention.messages.since,
        examples: attention.messages.examples.map(({ key, number, reason, email }) => ({
          label: number,
          path: `/messages/${key}`,
          detail: `${messageReasonLabels[reason]}, ${email}`,
        })),
      }),
    ],
    [
      attention.discrepancies.count,
      (count) => ({
        title: `Stripe and the books differ, ${many(count, "time", "times")}`,
        path: "/reconciliation",
        since: attention.discrepancies.since,
        note: "What was safe has been repaired. These need a press, or a reason to leave them.",
        examples: attention.discrepancies.examples.map(({ kind, order, subject }) => ({
          label: order ?? subject,
          path: order === null ? "/reconciliation" : `/reconciliation?q=${order}`,
          detail: discrepancyTexts[kind].title,
        })),
      }),
    ],
    [
      stuckOrders.count,
      (count) => ({
        title: `${many(count, "order is", "orders are")} paid, but not confirmed yet`,
        path: "/orders?attention=yes",
        since: stuckOrders.since,
        examples: stuckOrders.examples.map(({ number, total }) => ({
          ...orderLink(number),
          detail: formatMoney(total),
        })),
      }),
    ],
    [
      failedRefunds.count,
      (count) => ({
        title: `${many(count, "refund has", "refunds have")} failed`,
        path: "/orders?attention=yes",
        since: failedRefunds.since,
        note: "The customer has not got the money. Open one to try again, or to note that it was paid another way, or that they keep the goods.",
        examples: failedRefunds.examples.map(({ refundId, number, money }) => ({
          ...refundLink(number, refundId),
          detail: `${formatMoney(money)}, try again`,
        })),
      }),
    ],
    [
      undecidedGoods.count,
      (count) => ({
        title:
          count === 1
            ? "A refund made at Stripe names no goods. Where are they?"
            : `${count} refunds made at Stripe name no goods. Where are they?`,
        path: "/orders?attention=yes",
        since: undecidedGoods.since,
        note: "Back in stock, not coming back, or still to be sent: until somebody says so, only an order refunded in full is kept from packing.",
        examples: undecidedGoods.examples.map(({ refundId, number, money, isUncaptured }) => ({
          ...refundLink(number, refundId),
          detail: isUncaptured
            ? `${formatMoney(money)} left out when the card was charged`
            : formatMoney(money),
        })),
      }),
    ],
    [
      unclearLabels.count,
      (count) => ({
        title: `It is not known yet whether ${many(count, "label was", "labels were")} bought`,
        path: "/orders",
        since: unclearLabels.since,
        note: "EasyPost does not answer. The shop asks on by itself, and buys none twice: do not ship these in another way before.",
        examples: unclearLabels.examples.map(({ number }) => orderLink(number)),
      }),
    ],
    [
      parcelProblems.count,
      (count) => ({
        title: `${many(count, "parcel or label needs", "parcels or labels need")} somebody to look`,
        path: "/orders",
        since: parcelProblems.since,
        note: "Each stands on its order with what to do; “I have looked into it” takes it from here.",
        examples: parcelProblems.examples.map(({ number, problem }) => ({
          ...orderLink(number),
          detail: labelProblemTexts[problem].title,
        })),
      }),
    ],
    [
      failedSyncs.count,
      (count) => ({
        title: `Stripe could not be asked about ${many(count, "payment", "payments")}`,
        path: "/sync",
        since: failedSyncs.since,
        examples: failedSyncs.examples.map(({ number, stripeId }) =>
          number === null ? { label: stripeId } : orderLink(number),
        ),
      }),
    ],
    [
      failedEvents.count,
      (count) => ({
        title: `${many(count, "webhook event", "webhook events")} could not be processed`,
        path: "/webhooks?state=failed,dead",
        since: failedEvents.since,
        examples: failedEvents.examples.map(({ id, type, isDead }) => ({
          label: type,
          path: `/webhooks/${id}`,
          detail: isDead ? "given up" : "tried again",
        })),
      }),
    ],
    [
      attention.silentWebhooks.count,
      () => ({ ...silentWebhooksText(attention.silentWebhooks, now), path: "/webhooks", examples: [] }),
    ],
    [
      rejectedCalls.count,
      (count) => ({
        title: `${count} webhook calls were refused in 24 hours`,
        path: "/webhooks?tab=rejected",
        note: "Usually the signing secret is not the endpoint's.",
        examples: [],
      }),
    ],
    [
      declineBursts.count,
      () => ({
        title: "Somebody is probably testing cards",
        path: "/declines",
        since: declineBursts.since,
        note: "Nothing was charged for a declined attempt. Look at what became orders before you ship it.",
        examples: declineBursts.examples.map(({ kind, value, method, ...hour }) => ({
          label:
            kind === "address"
              ? shortAddress(value)
              : method
                ? paymentMethodLabel(method)
                : "A card or account",
          path: `/declines?${kind}=${encodeURIComponent(value)}`,
          detail: `${burstText(kind, hour)}${hour.orders > 0 ? `, ${many(hour.orders, "became an order", "became orders")}` : ""}`,
        })),
      }),
    ],
    [
      failedMails.count,
      (count) => ({
        title: `${many(count, "mail", "mails")} could not be sent`,
        path: "/orders?attention=yes",
        since: failedMails.since,
        examples: failedMails.examples.map(({ number, recipient, subject }) => ({
          ...(number === null ? { label: subject } : orderLink(number)),
          detail: recipient,
        })),
      }),
    ],
    [
      waitingForBank.count,
      (count) => ({
        title: `${many(count, "order waits", "orders wait")} for the customer's bank`,
        path: "/orders?bank=yes",
        since: waitingForBank.since,
        isMinor: true,
        note: "Direct debits take days: up to 14 working days for SEPA. Each is confirmed, or fails, by itself.",
        examples: waitingForBank.examples.map(({ number, total }) => ({
          ...orderLink(number),
          detail: formatMoney(total),
        })),
      }),
    ],
    [
      unknownPayments.restoredUnshipped,
      (count) => ({
        title: `${many(count, "restored order is", "restored orders are")} not shipped, as far as is known`,
        path: "/unknown-payments",
        note: "They were restored from Stripe, which does not know of earlier shipments: check whether the goods have left before you pack them.",
        isMinor: true,
        examples: [],
      }),
    ],
    [
      soldOut.count,
      (count) => ({
        title: `${many(count, "article is", "articles are")} sold out`,
        path: "/stock?show=low",
        isMinor: true,
        examples: soldOut.examples.map(({ title }) => ({ label: title })),
      }),
    ],
    [
      lowStock.count,
      (count) => ({
        title: `${many(count, "article is", "articles are")} low in stock`,
        path: "/stock?show=low",
        isMinor: true,
        examples: lowStock.examples.map(({ title, free }) => ({ label: title, detail: `${free} left` })),
      }),
    ],
    [
      usedUpDiscounts.count,
      (count) => ({
        title: `${many(count, "discount is", "discounts are")} used up`,
        path: "/discounts?status=active",
        isMinor: true,
        note: "Customers are told that it has been used as often as it can be. Raise its limit, or pause it.",
        examples: usedUpDiscounts.examples.map(({ id, name }) => ({ label: name, path: `/discounts/${id}` })),
      }),
    ],
    [
      scarceDiscounts.count,
      (count) => ({
        title: `${many(count, "discount has", "discounts have")} few uses left`,
        path: "/discounts?status=active",
        isMinor: true,
        examples: scarceDiscounts.examples.map(({ id, name, left }) => ({
          ...{ label: name, path: `/discounts/${id}` },
          detail: `${left} left`,
        })),
      }),
    ],
  ];
  return all.flatMap(([count, describe]) => (count > 0 ? [{ ...describe(count), count }] : []));
}

/** The order's page opens this refund's dialog at once. */
function refundLink(number: string | null, refundId: string): { label: string; path?: string } {
  const link = orderLink(number);
  return link.path === undefined ? link : { ...link, path: `${link.path}?refund=${refundId}` };
}

function orderLink(number: string | null): { label: string; path?: string } {
  return number === null
    ? { label: "A payment without an order" }
    : { label: number, path: `/orders/${number}` };
}

function many(count: number, one: string, others: string): string {
  return `${count} ${count === 1 ? one : others}`;
}
