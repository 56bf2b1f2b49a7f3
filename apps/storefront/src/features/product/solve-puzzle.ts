/** How long the page stands still at a time, in ms. */
const sliceMs = 10;

/**
 * The number that, appended to `text`, gives a SHA-256 that begins with `bits` zero bits. It takes a moment on purpose, in slices, so
 * that the page stays live. The browser's own SHA-256 answers each call later, and only on pages over HTTPS.
 */
export async function solvePuzzle({ text, bits }: { text: string; bits: number }): Promise<number> {
  for (let nonce = 0, begun = performance.now(); ; nonce += 1) {
    if (firstWord(`${text}${nonce}`) >>> (32 - bits) === 0) return nonce;
    if (nonce % 64 > 0 || performance.now() - begun < sliceMs) continue;
    await new Promise((go) => setTimeout(go));
    begun = performance.now();
  }
}

const primes = firstPrimes(64);
/** The first 32 bits behind the point of the roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

/** The first 32 bits of the SHA-256 of an ASCII text. */
export function firstWord(text: string): number {
  const blocks = Math.ceil((text.length + 9) / 64);
  const hash = start.slice();
  for (let block = 0; block < blocks; block += 1) {
    for (let t = 0; t < 16; t += 1) {
      const from = block * 64 + t * 4;
      words[t] =
        (byteAt(text, from) << 24) |
        (byteAt(text, from + 1) << 16) |
        (byteAt(text, from + 2) << 8) |
        byteAt(text, from + 3);
    }
    if (block === blocks - 1) words[15] = text.length * 8;
    addBlock(hash);
  }
  return at(hash, 0) >>> 0;
}

/** The text, then a bit that ends it, then zeros. */
function byteAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : index === text.length ? 0x80 : 0;
}

/** FIPS 180-4, 6.2.2. */
function addBlock(hash: Int32Array): void {
  for (let t = 16; t < 64; t += 1) {
    const early = at(words, t - 15);
    const late = at(words, t - 2);
    const one = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const two = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[t] = at(words, t - 16) + one + at(words, t - 7) + two;
  }
  const mixed = hash.slice();
  for (let t = 0; t < 64; t += 1) {
    const a = at(mixed, 0);
    const e = at(mixed, 4);
    const chosen = (e & at(mixed, 5)) ^ (~e & at(mixed, 6));
    const turned = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = at(mixed, 7) + turned + chosen + at(constants, t) + at(words, t);
    const major = (a & at(mixed, 1)) ^ (a & at(mixed, 2)) ^ (at(mixed, 1) & at(mixed, 2));
    const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + major;
    mixed.copyWithin(1, 0, 7);
    mixed[4] = at(mixed, 4) + first;
    mixed[0] = first + second;
  }
  for (let index = 0; index < 8; index += 1) hash[index] = at(hash, index) + at(mixed, index);
}

function at(list: Int32Array, index: number): number {
  return list[index] ?? 0;
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}
