/**
 * Divides `amount` by weight with the largest remainder method: whole parts that sum to exactly `amount`, each less than one
 * from its exact share. What rounding leaves goes to the largest remainders, of equal ones to the larger weight, then to the first;
 * so the order of weights changes no part, but among equal weights. Throws RangeError
 * when something is to be divided among weights of nothing, or a number is negative or not whole.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  for (const number of [amount, ...weights])
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`Can't allocate by ${number}`);
  // Products of two amounts can be larger than a number is exact.
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) {
    if (amount === 0) return weights.map(() => 0);
    throw new RangeError(`Can't allocate ${amount} among weights of nothing`);
  }
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, weight, whole: Number(product / total), remainder: product % total };
  });
  const left = amount - shares.reduce((sum, { whole }) => sum + whole, 0);
  const favoured = new Set(
    shares
      .toSorted((a, b) => Number(b.remainder - a.remainder) || b.weight - a.weight || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return shares.map(({ index, whole }) => (favoured.has(index) ? whole + 1 : whole));
}
