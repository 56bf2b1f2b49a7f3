/**
 * The longest value in a Stripe object's metadata, in characters.
 * @see https://docs.stripe.com/api/metadata
 */
export const maxMetadataValue = 500;

/**
 * Splits a text over the keys `<key>_1`, `<key>_2`, … Keys that are not needed get an empty value, which makes Stripe
 * delete them. Null: the text does not fit into `parts` keys.
 */
export function splitText(key: string, text: string, parts: number): Record<string, string> | null {
  const values: Record<string, string> = {};
  let rest = text;
  for (let part = 1; part <= parts; part += 1) {
    const length = cutAt(rest);
    values[`${key}_${part}`] = rest.slice(0, length);
    rest = rest.slice(length);
  }
  return rest === "" ? values : null;
}

/** The text that `splitText` has split; empty if there is none. */
export function joinText(key: string, metadata: Readonly<Record<string, string>>): string {
  let text = "";
  for (let part = 1; metadata[`${key}_${part}`] !== undefined; part += 1) text += metadata[`${key}_${part}`];
  return text;
}

/** Where to cut: not inside a surrogate pair, and not beside a space, as Stripe may trim values. */
function cutAt(text: string): number {
  if (text.length <= maxMetadataValue) return text.length;
  for (let length = maxMetadataValue; length > 0; length -= 1) {
    const around = text.slice(length - 1, length + 1);
    if (!/\s/.test(around) && !/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(around)) return length;
  }
  return maxMetadataValue;
}
