import { useLocation } from "@tanstack/react-router";
import { useCheckoutNotice } from "./use-checkout-notice.ts";

/** Says on every page that nobody may begin a checkout, before somebody fills a cart. The checkout says it by itself. */
export function CheckoutBanner() {
  const notice = useCheckoutNotice();
  const isCheckout = useLocation({ select: ({ pathname }) => pathname === "/checkout" });
  return (
    <div role="status">
      {notice !== null && notice.audience !== "share" && !isCheckout && (
        <div className="bg-warn-wash py-3">
          <p className="page text-sm font-semibold">The shop takes no new orders at the moment.</p>
          {notice.message !== "" && (
            <p className="page mt-1 text-sm break-words whitespace-pre-line">{notice.message}</p>
          )}
        </div>
      )}
    </div>
  );
}
