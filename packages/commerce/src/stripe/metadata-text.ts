/**
 * Text in a Stripe object's metadata, whose values are short.
 * @see https://docs.stripe.com/api/metadata
 */
export const maxMetadataValue = 500;

/**
 * Spreads a text over the keys `<key>_1`, `<key>_2`, …; the keys that it does not need are unset, as Stripe does with
 * an empty value. Null: it does not fit into `parts` keys.
 */
export function splitText(key: string, text: string, parts: number): Record<string, string> | null {
  const spread: Record<string, string> = {};
  let rest = text;
  for (let part = 1; part <= parts; part += 1) {
    const length = cutAt(rest);
    spread[`${key}_${part}`] = rest.slice(0, length);
    rest = rest.slice(length);
  }
  return rest === "" ? spread : null;
}

/** The text that `spreadText` spread; empty when there is none. */
export function joinText(key: string, metadata: Readonly<Record<string, string>>): string {
  let text = "";
  for (let part = 1; metadata[`${key}_${part}`] !== undefined; part += 1) text += metadata[`${key}_${part}`];
  return text;
}

/** Where to cut: not inside a character, and not beside a space, which may be trimmed at the end of a value. */
function cutAt(text: string): number {
  if (text.length <= maxMetadataValue) return text.length;
  for (let length = maxMetadataValue; length > 0; length -= 1) {
    const around = text.slice(length - 1, length + 1);
    if (!/\s/.test(around) && !/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(around)) return length;
  }
  return maxMetadataValue;
}
