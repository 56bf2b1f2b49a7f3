import { withTrace } from "@dualtrack/tracing";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { Db } from "../connect.ts";
import type { JobOptions } from "../jobs.ts";
import { repeatAfterDeadlock } from "../transact.ts";
import type { QuoteRow } from "./find-quote.ts";
import type { NetworkReservation } from "./reservations-of-network.ts";
import type { ReserveLine, StockShortage } from "./reserve-stock.ts";
import { rowOf } from "./row-of.ts";

/** A buyer whose cart was read and priced without a lock. */
export interface StartingBuyer {
  tokenHash: string;
  /** The cart's, as `readCheckoutStart` has answered them. */
  contents: string;
  /** Null: no limits of a network. */
  network: string | null;
  /** The most unpaid checkouts of a network. */
  maxReservations: number;
  /** The most of what others have left that a network may hold, in percent, but no less than `smallestShare`. */
  sharePercent: number;
  smallestShare: number;
  /** Its `createdAt` is the time of the call. */
  checkout: Required<
    Pick<
      Prisma.CheckoutCreateManyInput,
      | "id"
      | "cartId"
      | "ownerHash"
      | "network"
      | "currency"
      | "baseCurrency"
      | "exchangeRate"
      | "priceStep"
      | "priceEnding"
      | "reservationMinutes"
      | "reservesStock"
      | "captureMethod"
      | "expiresAt"
      | "nextSyncAt"
    >
  >;
  lines: Required<Prisma.CheckoutLineCreateManyInput>[];
  /** Its first quote. */
  quote: Omit<QuoteRow, "number">;
  /** What stock limits. */
  goods: ReserveLine[];
  /** Ends the checkout. */
  job: { task: string; payload: Record<string, string> } & Required<Pick<JobOptions, "runAt" | "key">>;
}

/** What became of a buyer's checkout; nothing was written unless it is `started`. */
export type StartOutcome =
  | { outcome: "started" }
  /** The cart is not what was priced, has a checkout already, is being changed, or has a drop whose turn it is not. */
  | { outcome: "changed" }
  | { outcome: "too_many"; details: { count: number; firstEndsAt: Date } }
  | { outcome: "short"; details: StockShortage[] }
  | { outcome: "share"; details: NetworkReservation[] };

type OutcomeJson = { buyer: number; outcome: StartOutcome["outcome"]; details: unknown };

/**
 * Begins the checkouts of these buyers in their order, each with everything or with nothing, in one statement and transaction. Answers what
 * became of each. When it fails, nothing has begun.
 */
export async function startCheckouts(
  db: Db,
  { buyers, now }: { buyers: readonly StartingBuyer[]; now: Date },
): Promise<StartOutcome[]> {
  const asked = JSON.stringify(buyers.map(jsonOf));
  const answers = await repeatAfterDeadlock(
    () => db.$queryRaw<OutcomeJson[]>`
      select buyer, outcome, details from start_checkouts(${asked}::jsonb, ${now})`,
  );
  return buyers.map((_, place) => {
    const answer = answers.find(({ buyer }) => buyer === place);
    if (answer === undefined) throw new Error(`A buyer got no answer to the start of a checkout`);
    return outcomeOf(answer);
  });
}

function jsonOf({ checkout, lines, quote, job, ...asked }: StartingBuyer) {
  const { lines: quoted, taxSource = "table", ...sums } = quote;
  const quoteLines = quoted.map(({ position, discountAmount, taxAmount, totalAmount, taxes }) => ({
    ...{ position, discountAmount, taxAmount, totalAmount, taxes },
  }));
  return {
    ...asked,
    job: { ...job, payload: withTrace(job.payload) },
    checkout: rowOf(checkout),
    lines: lines.map(rowOf),
    quote: rowOf({ ...sums, taxSource }),
    quoteLines: quoteLines.map(rowOf),
  };
}

function outcomeOf({ outcome, details }: OutcomeJson): StartOutcome {
  switch (outcome) {
    case "too_many": {
      const { count, firstEndsAt } = details as { count: number; firstEndsAt: string };
      return { outcome, details: { count, firstEndsAt: new Date(firstEndsAt) } };
    }
    case "short":
      return { outcome, details: details as StockShortage[] };
    case "share": {
      const shares = details as (Omit<NetworkReservation, "firstEndsAt"> & { firstEndsAt: string | null })[];
      return {
        outcome,
        details: shares.map(({ firstEndsAt, ...share }) => ({
          ...share,
          firstEndsAt: firstEndsAt === null ? null : new Date(firstEndsAt),
        })),
      };
    }
    default:
      return { outcome };
  }
}
