import type { PaymentPage } from "@dualtrack/contract";

interface PaymentPageChoiceProps {
  chosen: PaymentPage;
  onChoose(page: PaymentPage): void;
}

const choices: { page: PaymentPage; title: string; text: string }[] = [
  { page: "shop", title: "Pay here", text: "Enter your card or account on this page." },
  { page: "stripe", title: "Pay on Stripe’s page", text: "You come back here afterwards." },
];

/** Where to pay, if staff let the customer choose. */
export function PaymentPageChoice({ chosen, onChoose }: PaymentPageChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-4 font-title text-2xl font-extrabold tracking-tight">How to pay</legend>
      <div className="divide-y divide-line border border-edge">
        {choices.map(({ page, title, text }) => (
          <label key={page} className="flex min-h-16 cursor-pointer items-center gap-3 px-4 py-2.5">
            <input
              type="radio"
              name="paymentPage"
              value={page}
              checked={page === chosen}
              onChange={() => onChoose(page)}
              className="size-5 shrink-0 accent-ink"
            />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold">{title}</span>
              <span className="block text-sm text-soft">{text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
