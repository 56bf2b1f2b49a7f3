import type { QuoteRow } from "@dualtrack/db";
import type { CustomerDetails } from "../orders/customer-details.ts";
import type { ViewedCheckout } from "./queries.ts";

/** Nothing has been entered yet. */
const noDetails = {
  ...{ email: null, name: null, phone: null, shippingAddress: null, billingName: null, billingAddress: null },
  ...{ customerNote: null, companyName: null, vatId: null },
} satisfies Record<keyof CustomerDetails, null>;

interface NewCheckout
  extends Pick<
    ViewedCheckout,
    "id" | "currency" | "captureMethod" | "expiresAt" | "extensions" | "reservesStock" | "lines"
  > {
  quote: QuoteRow;
}

/** A checkout that has just been created, as it would be read back. */
export function newCheckout({ quote, lines, ...checkout }: NewCheckout): ViewedCheckout {
  return {
    ...{ ...checkout, ...noDetails, state: "open", payments: [], paymentSessions: [] },
    ...{ draftOrder: null, keepsRestIfLate: false },
    lines: lines.map(viewedLine),
    quote: { ...quote, shippingMethod: quote.shippingMethod ?? null },
    quoteNumber: quote.number,
  };
}

/** Without what customers are not shown of it. */
function viewedLine(line: ViewedCheckout["lines"][number]): ViewedCheckout["lines"][number] {
  const { position, variantId, kind, startsAt, productTitle, artist, variantTitle } = line;
  const { unitAmount, quantity, amount, variant } = line;
  return {
    ...{ position, variantId, kind, startsAt, productTitle, artist, variantTitle },
    ...{ unitAmount, quantity, amount, variant },
  };
}
