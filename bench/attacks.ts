import { setTimeout as pause } from "node:timers/promises";

// The requests of one attacking client, as a process: node bench/attacks.ts <kind> <url> <seconds>. `attack.ts` starts two.

type Attack = (url: string, turn: number) => Promise<Response>;

const jsonHeaders = { "content-type": "application/json" };
const post = (address: string, body: string, headers: Record<string, string> = {}) =>
  fetch(address, { method: "POST", body, headers: { ...jsonHeaders, ...headers } });

const catalogCalls = `${Array.from({ length: 1_000 }, () => "catalog.list").join(",")}?batch=1`;
const brackets = "[".repeat(1_000_000) + "]".repeat(1_000_000);
const oversized = JSON.stringify({
  variantId: crypto.randomUUID(),
  quantity: 1,
  note: "x".repeat(10_000_000),
});

/** An address of 198.18.0.0/15, the range for benchmarks; the server trusts this header from this machine. */
const someAddress = (turn: number) => `198.18.${(turn >> 8) & 255}.${turn & 255}`;

export const attacks: Record<string, Attack> = {
  "batches of 1,000 calls": (url) => fetch(`${url}/trpc/${catalogCalls}`),
  "2 MB of brackets": (url) => post(`${url}/trpc/cart.add`, brackets),
  "10 MB for a cart line": (url) => post(`${url}/trpc/cart.add`, oversized),
  "sign-ins from many addresses": (url, turn) =>
    post(
      `${url}/auth/sign-in/email`,
      JSON.stringify({ email: `somebody-${turn}@example.com`, password: "a guess that is wrong" }),
      { origin: url, "x-forwarded-for": someAddress(turn) },
    ),
};

/** Parallel requests of an attack that is refused quickly, and the pause after each, in ms. */
const atOnce = 8;
const restMs = 5;

async function attack(kind: string, url: string, seconds: number): Promise<void> {
  const send = attacks[kind];
  if (send === undefined) throw new Error(`There is no attack named "${kind}"`);
  const until = Date.now() + seconds * 1_000;
  const answers: Record<string, number> = {};
  let turn = process.pid;
  const client = async () => {
    while (Date.now() < until) {
      turn += 1;
      const outcome = await send(url, turn).then(
        async (response) => {
          await response.arrayBuffer();
          return String(response.status);
        },
        () => "no answer",
      );
      answers[outcome] = (answers[outcome] ?? 0) + 1;
      await pause(restMs);
    }
  };
  await Promise.all(Array.from({ length: kind.startsWith("sign-ins") ? atOnce : 1 }, client));
  console.log(JSON.stringify(answers));
}

const [kind, url, seconds] = process.argv.slice(2);
if (kind !== undefined && url !== undefined) await attack(kind, url, Number(seconds ?? 10));
