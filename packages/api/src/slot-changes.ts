import { type Shop, type SlotChanges, watchSlots } from "@dualtrack/commerce";
import { hintsFrom } from "./hints.ts";

interface SlotMessage {
  /** The starts at which other places are free than before. Null: anything may have changed, and the times have to be asked for again. */
  changed: { startsAt: string; free: number }[] | null;
}

/** The changes of `watchSlots` as messages; those that come while the reader is busy become one. The first says that anything may have changed. */
export async function* slotChangesFrom(
  shop: Shop,
  asked: Parameters<typeof watchSlots>[1],
  signal: AbortSignal | undefined,
): AsyncGenerator<SlotMessage> {
  let changed: Map<string, number> | null = null;
  let hint = () => {};
  const add = (changes: SlotChanges) => {
    changed = changes && changed && new Map([...changed, ...changes]);
    hint();
  };
  const leave = await watchSlots(shop, asked, add);
  const hints = hintsFrom((listener) => {
    hint = listener;
    return leave;
  }, signal);
  for await (const _ of hints) {
    const message: SlotMessage = {
      changed: changed && [...changed].map(([startsAt, free]) => ({ startsAt, free })),
    };
    changed = new Map();
    yield message;
  }
}
