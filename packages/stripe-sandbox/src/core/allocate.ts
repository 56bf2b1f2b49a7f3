/**
 * Splits a whole number over parts in proportion to their whole weights, so that the shares add up to it exactly: each
 * gets its share rounded down, and what is left goes to the largest remainders, the first ones first. No share is
 * above its weight unless the amount is above the sum of the weights. In integers, because products of two amounts of
 * money are too large for exact floats.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const total = BigInt(weights.reduce((sum, one) => sum + one, 0));
  if (total === 0n) return weights.map(() => 0);
  const products = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = products.map((product) => Number(product / total));
  const left = amount - shares.reduce((sum, one) => sum + one, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: Number(product % total) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
