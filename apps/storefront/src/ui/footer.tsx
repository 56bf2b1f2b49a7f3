import { Link } from "@tanstack/react-router";
import type { PublicSettings } from "../server/trpc.ts";
import { shopName } from "../shop-name.ts";
import { CurrencyChoice } from "./currency-choice.tsx";
import { Mark } from "./mark.tsx";

/** The seller, how to reach them, and the currency, once the cart's is known. */
export function Footer({
  settings,
  currency,
}: {
  settings: PublicSettings | undefined;
  currency: string | undefined;
}) {
  const { seller, supportEmail, testMode } = settings ?? {};
  return (
    <footer className="border-t border-line">
      <div className="page flex min-h-24 flex-wrap items-start gap-x-8 gap-y-4 py-6 text-sm text-soft">
        <Mark className="h-5 w-8 shrink-0" />
        <div className="min-w-0 max-w-full wrap-anywhere">
          <p className="font-semibold text-ink">{shopName}</p>
          {seller && (
            <address className="not-italic">
              {[...(seller.name === shopName ? [] : [seller.name]), ...seller.address].map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
              {seller.vatId && <span className="block">VAT id {seller.vatId}</span>}
            </address>
          )}
        </div>
        <p className="min-w-0 wrap-anywhere">
          Questions?{" "}
          <Link to="/contact" className="text-ink underline underline-offset-4">
            Write to us
          </Link>
          {supportEmail && (
            <a href={`mailto:${supportEmail}`} className="block text-ink underline underline-offset-4">
              {supportEmail}
            </a>
          )}
        </p>
        {settings && currency !== undefined && (
          <CurrencyChoice currencies={settings.currencies} current={currency} />
        )}
        {testMode && <p>This is a test shop: no real money moves.</p>}
      </div>
    </footer>
  );
}
