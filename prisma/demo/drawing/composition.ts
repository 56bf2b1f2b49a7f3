import type { Ink } from "./palettes.ts";
import type { Chance } from "./random.ts";

export interface Area {
  width: number;
  height: number;
}

/** One pass through the press: a path in one ink, filled or drawn as a line. */
interface Layer {
  d: string;
  ink: Ink;
  /** Width of the line; without it the path is filled. */
  line?: number;
}

export type Composition = (area: Area, chance: Chance) => Layer[];

const round = (value: number) => Math.round(value * 10) / 10;
const at = (x: number, y: number) => `${round(x)} ${round(y)}`;
const box = (x: number, y: number, width: number, height: number) =>
  `M${at(x, y)}h${round(width)}v${round(height)}h${round(-width)}z`;
const disc = (x: number, y: number, r: number) =>
  `M${at(x - r, y)}a${at(r, r)} 0 1 1 ${at(2 * r, 0)}a${at(r, r)} 0 1 1 ${at(-2 * r, 0)}z`;
const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, i) => make(i));

/** The label's motif: two bundles of lines that come from apart and run on together. */
const tracks: Composition = ({ width, height }, chance) => {
  const lines = chance.whole(2, 4);
  const pitch = height / (lines * 2 + chance.between(3.2, 4.6));
  const middle = height / 2 + pitch / 2;
  const spread = middle - lines * pitch - pitch * chance.between(0.7, 1);
  const bend = width * chance.between(0.1, 0.3);
  const [above, below]: [Ink, Ink] = chance.flip() ? ["first", "second"] : ["ink", "first"];
  return times(lines * 2, (i) => {
    const upper = i < lines;
    const y = middle + (i - lines) * pitch;
    const from = upper ? y - spread : y + spread;
    const fromMiddle = upper ? lines - 1 - i : i - lines;
    const x = bend + fromMiddle * pitch * 0.414;
    return {
      d: `M-20 ${round(from)}H${round(x)}L${at(x + spread, y)}H${width + 20}`,
      ink: upper ? above : below,
      line: round(pitch * 0.62),
    };
  });
};

/** Rings around a corner, and a disc that answers them. */
const orbit: Composition = ({ width, height }, chance) => {
  const rings = chance.whole(4, 6);
  const reach = Math.hypot(width, height) * 0.86;
  const [x, y] = chance.pick([
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ]);
  const inks = chance.pick<[Ink, Ink]>([
    ["first", "ground"],
    ["ink", "ground"],
    ["second", "first"],
  ]);
  const radius = Math.min(width, height) * chance.between(0.13, 0.19);
  return [
    ...times(rings, (i): Layer => ({ d: disc(x, y, reach * (1 - i / rings)), ink: inks[i % 2] ?? "first" })),
    {
      d: disc(width - x + (x ? 1 : -1) * width * 0.22, height - y + (y ? 1 : -1) * height * 0.24, radius),
      ink: inks[0] === "second" ? "ink" : "second",
    },
  ];
};

/** A sound drawn as bars around its zero line. */
const wave: Composition = ({ width, height }, chance) => {
  const count = chance.whole(9, 15);
  const pitch = width / count;
  const [slow, quick, phase] = [chance.between(0.25, 0.45), chance.between(0.9, 1.6), chance.between(0, 6)];
  const zero = height * chance.between(0.46, 0.58);
  const [above, below] = chance.pick<[Ink, Ink]>([
    ["first", "ink"],
    ["ink", "second"],
    ["first", "second"],
  ]);
  const tall = (i: number) =>
    height *
    (0.1 + 0.36 * Math.abs(Math.sin(i * slow + phase) * 0.7 + Math.sin(i * quick + phase * 2) * 0.3));
  const bars = (up: boolean) =>
    times(count, (i) =>
      box(i * pitch + pitch * 0.14, up ? zero - tall(i) : zero, pitch * 0.72, tall(i) * (up ? 1 : 0.62)),
    ).join("");
  return [
    { d: bars(true), ink: above },
    { d: bars(false), ink: below },
  ];
};

/** A low sun cut into slices by the water it sets in. */
const sun: Composition = ({ width, height }, chance) => {
  const radius = Math.min(width, height) * chance.between(0.36, 0.42);
  const x = width * chance.pick([0.36, 0.5, 0.64]);
  const y = height * 0.5;
  const water = y + radius * chance.between(-0.1, 0.25);
  const slits = 6;
  const pitch = (y + radius - water) / slits;
  const sky = chance.pick<[Ink, Ink]>([
    ["second", "first"],
    ["first", "second"],
    ["ink", "first"],
  ]);
  return [
    { d: box(0, water, width, height - water), ink: sky[0] },
    { d: disc(x, y, radius), ink: sky[1] },
    {
      d: times(slits, (i) => box(0, water + i * pitch, width, pitch * (0.18 + 0.11 * i))).join(""),
      ink: "ground",
    },
  ];
};

/** Quarter circles laid like tiles, each turned its own way. */
const tiles: Composition = ({ width, height }, chance) => {
  const across = chance.whole(3, 4);
  const size = width / across;
  const down = Math.ceil(height / size);
  const paths: Record<Ink, string[]> = { ground: [], ink: [], first: [], second: [] };
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const [x, y] = [column * size, row * size];
      const quarter = chance.pick([
        `M${at(x, y)}h${round(size)}a${at(size, size)} 0 0 1 ${at(-size, size)}z`,
        `M${at(x + size, y)}v${round(size)}a${at(size, size)} 0 0 1 ${at(-size, -size)}z`,
        `M${at(x + size, y + size)}h${round(-size)}a${at(size, size)} 0 0 1 ${at(size, -size)}z`,
        `M${at(x, y + size)}v${round(-size)}a${at(size, size)} 0 0 1 ${at(size, size)}z`,
      ]);
      const ground = chance.pick<Ink>(["first", "ground", "ground", "second"]);
      if (ground !== "ground") paths[ground].push(box(x, y, size, size));
      paths.ink.push(
        ground === "ground" && chance.flip() ? disc(x + size / 2, y + size / 2, size * 0.3) : quarter,
      );
    }
  }
  return (["first", "second", "ink"] as const).map((ink) => ({ d: paths[ink].join(""), ink }));
};

/** Hills, one behind the other. */
const hills: Composition = ({ width, height }, chance) => {
  const bands = chance.whole(3, 4);
  const inks = chance.pick<readonly Ink[]>([
    ["second", "first", "ink", "first"],
    ["first", "ink", "second", "ink"],
    ["first", "second", "first", "ink"],
  ]);
  const moon = Math.min(width, height) * chance.between(0.1, 0.15);
  const layers = times(bands, (i): Layer => {
    const base = height * (0.34 + (i * 0.56) / bands);
    const swing = height * chance.between(0.09, 0.16);
    const shift = chance.between(0.2, 0.8) * width;
    return {
      d: `M${at(-width, base)}C${at(shift - width * 0.5, base - swing * 2)} ${at(shift, base + swing * 2)} ${at(width, base - swing)}V${height}H${-width}z`,
      ink: inks[i] ?? "ink",
    };
  });
  return [
    {
      d: disc(width * chance.pick([0.24, 0.7]), height * 0.22, moon),
      ink: chance.pick<Ink>(["ink", "first"]),
    },
    ...layers,
  ];
};

/** Sheets of paper, folded. */
const folds: Composition = ({ width, height }, chance) => {
  const count = chance.whole(3, 4);
  const step = width / count;
  const inks = chance.pick<readonly [Ink, Ink]>([
    ["first", "ink"],
    ["second", "first"],
    ["ink", "second"],
  ]);
  return times(count, (i): Layer[] => {
    const x = i * step;
    const top = height * (chance.flip() ? chance.between(0, 0.3) : chance.between(0.3, 0.6));
    return [
      { d: `M${at(x, height)}V${round(top)}L${at(x + step, top + step)}V${height}z`, ink: inks[0] },
      {
        d: `M${at(x + step, height)}V${round(top + step)}L${at(x, height - step * 0.2)}V${height}z`,
        ink: inks[1],
      },
    ];
  }).flat();
};

/** A halftone: dots that swell and shrink like a picture seen from too near. */
const halftone: Composition = ({ width, height }, chance) => {
  const pitch = Math.min(width, height) / chance.whole(11, 14);
  const [cx, cy] = [width * chance.between(0.15, 0.85), height * chance.between(0.2, 0.8)];
  const reach = Math.hypot(width, height) * 0.62;
  const dots: string[] = [];
  for (let row = 0; row * pitch < height + pitch; row++) {
    for (let column = 0; column * pitch < width + pitch; column++) {
      const x = column * pitch + (row % 2 ? pitch / 2 : 0);
      const y = row * pitch;
      const nearness = 1 - Math.hypot(x - cx, y - cy) / reach;
      const r = pitch * 0.62 * nearness;
      if (r > pitch * 0.07) dots.push(disc(x, y, r));
    }
  }
  const [block, dot] = chance.pick<[Ink, Ink]>([
    ["second", "ink"],
    ["first", "ink"],
    ["second", "first"],
  ]);
  const cut = width * chance.pick([0.34, 0.5, 0.66]);
  return [
    { d: chance.flip() ? box(0, 0, cut, height) : box(cut, 0, width - cut, height), ink: block },
    { d: dots.join(""), ink: dot },
  ];
};

/** Half discs stacked in columns, like cups on a shelf. */
const cups: Composition = ({ width, height }, chance) => {
  const across = chance.whole(2, 3);
  const size = width / across;
  const down = Math.ceil(height / (size / 2));
  const inks: readonly [Ink, ...Ink[]] = ["first", "second", "ink"];
  return times(across, (column) =>
    times(down, (row): Layer => {
      const up = (row + column) % 2 === 0;
      const y = row * (size / 2) + (up ? size / 2 : 0);
      return {
        d: `M${at(column * size, y)}a${at(size / 2, size / 2)} 0 0 ${up ? 1 : 0} ${at(size, 0)}z`,
        ink: chance.pick(inks),
      };
    }),
  ).flat();
};

/** Squares inside squares, drawn towards one corner. */
const nest: Composition = ({ width, height }, chance) => {
  const inks = chance.pick<readonly Ink[]>([
    ["first", "second", "ink", "first"],
    ["second", "ink", "first", "ground"],
    ["ink", "first", "ground", "second"],
  ]);
  const [pullX, pullY] = [chance.pick([0.15, 0.5, 0.85]), chance.pick([0.2, 0.8])];
  return inks.map((ink, i) => {
    const scale = 1 - i * 0.235;
    return {
      d: box(width * (1 - scale) * pullX, height * (1 - scale) * pullY, width * scale, height * scale),
      ink,
    };
  });
};

export const compositions: readonly [Composition, ...Composition[]] = [
  tracks,
  orbit,
  wave,
  sun,
  tiles,
  hills,
  folds,
  halftone,
  cups,
  nest,
];

/** Dust and dry spots of the press, as one path of short strokes. */
export function grain({ width, height }: Area, chance: Chance, count: number): string {
  return times(count, () => `M${at(chance.between(0, width), chance.between(0, height))}h0`).join("");
}
