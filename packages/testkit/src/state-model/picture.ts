import { drawStates } from "./draw.ts";
import { exploreSales } from "./explore.ts";

const begin = "<!-- drawn from the model of the states by scripts/draw-states.ts -->";
const end = "<!-- end of what is drawn -->";

/** The page with the pictures of today's model between its two marks. */
export function withPicture(page: string): string {
  const [before, after] = [page.split(begin)[0], page.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin} or ${end}`);
  return `${before}${begin}\n\n${drawStates(exploreSales())}\n\n${end}${after}`;
}
