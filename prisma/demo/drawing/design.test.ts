import { expect, test } from "vitest";
import { compositions } from "./composition.ts";
import { designFor } from "./design.ts";
import { chanceFrom } from "./random.ts";

const area = { width: 300, height: 200 };

test("the same name always gives the same drawing", () => {
  const draw = () => {
    const { compose, chance, ...rest } = designFor("Parallel Lines", "Halftone Choir");
    return { ...rest, layers: compose(area, chance()) };
  };
  expect(draw()).toEqual(draw());
});

test("another name gives another drawing", () => {
  const layersOf = (title: string) => {
    const { compose, chance } = designFor(title, "Halftone Choir");
    return compose(area, chance());
  };
  expect(layersOf("First Press")).not.toEqual(layersOf("Parallel Lines"));
});

test.each(compositions.map((compose) => [compose] as const))(
  "composition %# draws whole numbers of every size",
  (compose) => {
    for (const size of [area, { width: 136, height: 136 }, { width: 252, height: 20 }]) {
      for (let name = 0; name < 50; name++) {
        const layers = compose(size, chanceFrom(`name ${name}`));
        expect(layers.length).toBeGreaterThan(0);
        for (const { d } of layers) expect(d).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  },
);
