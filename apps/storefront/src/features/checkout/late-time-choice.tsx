import { CheckField } from "../../ui/field.tsx";

interface LateTimeChoiceProps {
  keepsRest: boolean;
  onChoose(keepsRest: boolean): void;
}

/** What becomes of the rest of the order if its payment comes when a booked time is not free any more. */
export function LateTimeChoice({ keepsRest, onChoose }: LateTimeChoiceProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">If a payment takes too long</legend>
      <CheckField
        id="keepsRestIfLate"
        label="If my payment comes too late for a booked time, keep the rest of the order"
        aria-describedby="late-time"
        checked={keepsRest}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <p id="late-time" className="text-sm text-soft">
        Your time is reserved while you pay. Should it be taken when the money arrives,{" "}
        {keepsRest
          ? "we refund that time alone and you get everything else."
          : "we cancel the order and refund all of it."}
      </p>
    </fieldset>
  );
}
