import type { StateSpace } from "./explore.ts";
import { type Noun, nouns } from "./sale.ts";

/** The states of a noun that each sale begins with are no news: an arrow from nowhere shows them. */
const first: Record<Noun, string> = {
  checkout: "open",
  reservation: "held",
  payment: "none",
  order: "none",
  refund: "none",
  dispute: "none",
};

/** A diagram for each noun, as Mermaid draws it: what moves it, whatever the others are. */
export function drawStates(space: StateSpace): string {
  return nouns.map((noun) => `**${noun}**\n\n\`\`\`mermaid\n${drawNoun(space, noun)}\n\`\`\``).join("\n\n");
}

function drawNoun({ transitions }: StateSpace, noun: Noun): string {
  const arrows = new Map<string, Set<string>>();
  for (const { rule, from, to } of transitions) {
    if (from[noun] === to[noun]) continue;
    const key = `${nameOf(noun, from[noun])} --> ${to[noun]}`;
    arrows.set(key, (arrows.get(key) ?? new Set()).add(rule.event));
  }
  const begins = first[noun] === "none" ? [] : [`  [*] --> ${first[noun]}`];
  const lines = [...arrows].map(([arrow, events]) => `  ${arrow} : ${[...events].join(" / ")}`);
  return ["stateDiagram-v2", "  direction LR", ...begins, ...lines.sort()].join("\n");
}

const nameOf = (noun: Noun, state: string) => (state === "none" && first[noun] === "none" ? "[*]" : state);
