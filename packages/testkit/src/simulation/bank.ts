import type { SimulatedProcess } from "./scheduler.ts";
import type { Stage } from "./stage.ts";

const minuteMs = 60_000;

/** The bank decides something, or a customer disputes a payment there. */
export function bank({ world, choices, scheduler }: Stage) {
  const { sandbox, outside } = world;
  return async (self: SimulatedProcess): Promise<void> => {
    await scheduler.wait(self, choices.oneOf([minuteMs, 5 * minuteMs, 20 * minuteMs, 40 * minuteMs]));
    // The sandbox may refuse, as when all of a payment went back before.
    const act = async (text: string, path: string, body: object) => {
      scheduler.note(self, text);
      await sandbox
        .control("POST", path, body)
        .catch((error) => scheduler.note(self, `is refused: ${error}`));
    };
    const { data: disputes } = await outside.stripe.disputes.list({ limit: 10 });
    const open = disputes.find(({ status }) => status === "needs_response" || status === "under_review");
    if (open !== undefined) {
      const outcome = choices.oneOf(["lose", "win"]);
      await act(`decides a dispute: ${outcome}`, `/disputes/${open.id}`, { outcome });
      return;
    }
    const { data: intents } = await outside.stripe.paymentIntents.list({ limit: 10 });
    const debit = intents.find(({ status }) => status === "processing");
    if (debit !== undefined) {
      const outcome = choices.oneOf(["succeed", "fail"]);
      await act(`decides a debit: ${outcome}`, `/payment_intents/${debit.id}/bank`, { outcome });
      return;
    }
    const paid = intents.find(({ status }) => status === "succeeded");
    if (paid === undefined || !choices.happens(2)) return;
    await act("takes money back: a dispute", `/charges/${paid.latest_charge}/dispute`, {});
  };
}
