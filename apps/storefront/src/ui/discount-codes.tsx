import { formatMoney } from "@dualtrack/contract";
import { useEffect, useId, useRef, useState } from "react";
import { codeRefusalText, errorMessage } from "../messages.ts";
import { fieldProblemOf } from "../server/refusals.ts";
import { type CartView, trpc } from "../server/trpc.ts";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";

/** The codes of the cart, each with why it takes nothing off, and a field for another one. */
export function DiscountCodes({
  codes,
  onChanged,
}: {
  codes: CartView["codes"];
  /** A code was added or removed: the price is another one. */
  onChanged?: () => void;
}) {
  const fieldId = useId();
  const utils = trpc.useUtils();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const ref = useRef<HTMLDivElement>(null);
  // The field has the focus, and its message may be behind the bar.
  useEffect(() => {
    if (problem !== undefined) ref.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  const tools = {
    scope: { id: "cart" },
    onSuccess(cart: CartView) {
      utils.cart.get.setData(undefined, cart);
      onChanged?.();
    },
    onError: (error: unknown) => setProblem(fieldProblemOf(error, "code") ?? errorMessage(error)),
  };
  const apply = trpc.cart.applyCode.useMutation({
    ...tools,
    onSuccess(cart, { code }) {
      tools.onSuccess(cart);
      // What has been typed since stays.
      setTyped((now) => (now.trim() === code ? "" : now));
    },
  });
  const remove = trpc.cart.removeCode.useMutation(tools);
  const send = () => {
    const code = typed.trim();
    setProblem(code === "" ? "Enter the code first" : undefined);
    if (code !== "" && !apply.isPending) apply.mutate({ code }); // after a removal that is under way
  };
  return (
    <div className="grid gap-3">
      <div ref={ref} className="flex items-start gap-2">
        <TextField
          className="min-w-0 flex-1"
          id={fieldId}
          label="Discount code"
          error={problem}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
          maxLength={60}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault(); // not the form around it
            send();
          }}
        />
        <Button variant="line" type="button" className="mt-6" aria-disabled={apply.isPending} onClick={send}>
          Apply
        </Button>
      </div>
      {codes.length > 0 && (
        <ul aria-label="Codes" className="grid gap-2">
          {codes.map(({ code, refusal, cappedFrom }) => (
            <li key={code} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold wrap-anywhere">{code}</span>
              <Button
                variant="quiet"
                type="button"
                aria-label={`Remove the code ${code}`}
                onClick={() => !remove.isPending && remove.mutate({ code })}
              >
                Remove
              </Button>
              <span className={`w-full text-sm ${refusal === null ? "text-soft" : "text-bad"}`}>
                {refusal !== null
                  ? codeRefusalText(refusal)
                  : cappedFrom === null
                    ? "Applied"
                    : `Applied. It is worth ${formatMoney(cappedFrom)}, more than there is to take it off. The rest is not kept.`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
