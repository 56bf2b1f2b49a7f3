/** A line's title in messages, e.g. "Parallel Lines, Black vinyl". */
export function lineTitle(productTitle: string, variantTitle: string): string {
  return variantTitle === "" ? productTitle : `${productTitle}, ${variantTitle}`;
}
