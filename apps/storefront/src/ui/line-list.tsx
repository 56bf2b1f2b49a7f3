import type { Money } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { lineKey } from "../line-key.ts";
import { BookedTime } from "./booked-time.tsx";
import type { Picture } from "./photo.tsx";
import { Price } from "./price.tsx";
import { ProductPicture } from "./product-picture.tsx";

interface Line {
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: string | null;
  /** Its booking, once it is ordered. */
  booking?: { startsAt: string; endsAt: string; isFreed: boolean; isTooLate: boolean } | null;
  productTitle: string;
  artist: string;
  variantTitle: string;
  picture: Picture | null;
  quantity: number;
  amount: Money;
  /** Units whose money has gone back, and for which it is on its way; left out: it is not paid yet. */
  refundedQuantity?: number;
  refundingQuantity?: number;
}

/** Cart or order lines: picture, name, quantity, amount. */
export function LineList<Of extends Line>({
  lines,
  under,
}: {
  lines: readonly Of[];
  /** What stands below a line. */
  under?: (line: Of) => ReactNode;
}) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <li key={lineKey(line)} className="grid grid-cols-[4rem_1fr_auto] gap-4 py-3">
          <ProductPicture picture={line.picture} sizes="4rem" />
          <div className="min-w-0">
            <p className="leading-tight font-semibold">{line.productTitle}</p>
            <p className="text-sm text-soft">{line.artist}</p>
            <p className="text-sm text-soft">
              {variantText(line)}
              {line.quantity} ×
            </p>
            {line.startsAt !== null && (
              <p className="text-sm">
                <BookedTime
                  startsAt={line.booking?.startsAt ?? line.startsAt}
                  endsAt={line.booking?.endsAt ?? null}
                />
                {line.booking?.isTooLate
                  ? "Not booked: this time was not free any more when your payment arrived."
                  : line.booking?.isFreed && "Cancelled: this time is not booked any more."}
              </p>
            )}
          </div>
          <div className="text-right">
            <Price of={line.amount} className="font-semibold" />
            {refundTexts(line).map((text) => (
              <p key={text} className="text-sm text-soft">
                {text}
              </p>
            ))}
          </div>
          {under && <div className="col-span-full empty:hidden sm:col-start-2">{under(line)}</div>}
        </li>
      ))}
    </ul>
  );
}

function refundTexts({ quantity, refundedQuantity = 0, refundingQuantity = 0 }: Line): string[] {
  const textOf = (units: number, text: string) =>
    units === 0 ? [] : [units >= quantity ? text : `${units} of ${quantity}: ${text.toLowerCase()}`];
  return [...textOf(refundedQuantity, "Refunded"), ...textOf(refundingQuantity, "Refund on its way")];
}

function variantText({ variantTitle, productTitle }: Line): string {
  return variantTitle && variantTitle !== productTitle ? `${variantTitle}, ` : "";
}
