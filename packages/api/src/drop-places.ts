import { DomainError, type DropPlace, type Shop, watchDrop } from "@dualtrack/commerce";
import { hintsFrom } from "./hints.ts";

/** Where a customer stands in a drop's line, whenever it moves. It is answered from memory, however many watch. DROP_NOT_FOUND. */
export async function* dropPlacesFrom(
  shop: Shop,
  { productId, cartToken }: { productId: string; cartToken: string },
  signal: AbortSignal | undefined,
): AsyncGenerator<DropPlace> {
  let hint = () => {};
  const line = await watchDrop(shop, productId, () => hint());
  const hints = hintsFrom((listener) => {
    hint = listener;
    return line.leave;
  }, signal);
  for await (const _ of hints) {
    const place = line.placeOf(cartToken);
    // It was ended, or its product is not shown any more.
    if (place === null) throw new DomainError("DROP_NOT_FOUND", {});
    yield place;
  }
}
