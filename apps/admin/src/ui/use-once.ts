import { useRef, useState } from "react";
import { fieldProblemsOf, refusalOf } from "../server/refusals.ts";

/** The part of a tRPC mutation that sending needs. */
export interface Sender<Input> {
  mutate(input: Input, options: { onError: (error: unknown) => void; onSuccess: () => void }): void;
}

/**
 * Sends an input once, however often it is pressed. A refusal, or a field that the server did not accept, changed
 * nothing, so another input may follow it. After any other failure it is unknown whether it was done: `frozen` is what
 * was sent, and only that may be sent again, under the same request id.
 */
export function useOnce<Input>(
  mutation: Sender<Input>,
  onDone: (input: Input) => void,
  onError?: (error: unknown) => void,
) {
  const underWay = useRef(false);
  const [frozen, setFrozen] = useState<Input | null>(null);

  function send(choice: Input): void {
    if (underWay.current) return;
    underWay.current = true;
    const input = frozen ?? choice;
    mutation.mutate(input, {
      onSuccess: () => onDone(input), // `underWay` stays true, so that the dialog sends nothing else while it closes
      onError(error) {
        underWay.current = false;
        const isRefused = refusalOf(error) !== null || fieldProblemsOf(error) !== null;
        setFrozen(isRefused ? null : input);
        onError?.(error);
      },
    });
  }
  return { frozen, send };
}
