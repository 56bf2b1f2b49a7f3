/** Four printing inks, and the colour of the table the finished thing lies on. */
export interface Palette {
  ground: string;
  ink: string;
  first: string;
  second: string;
  table: string;
}

export type Ink = Exclude<keyof Palette, "table">;

/** The label prints with these and no others: that is what gives all its sleeves one style. */
export const palettes: readonly [Palette, ...Palette[]] = [
  { ground: "#f3e9d6", ink: "#17140f", first: "#e5482d", second: "#f2b632", table: "#e6b7a2" },
  { ground: "#ece7da", ink: "#10223f", first: "#2f6fb5", second: "#f08a4b", table: "#b5c9d8" },
  { ground: "#ebe5cf", ink: "#1b2a1e", first: "#3f7d4f", second: "#e9b949", table: "#bfcba8" },
  { ground: "#f3e3dc", ink: "#2a1226", first: "#8f2f5d", second: "#f2a07b", table: "#d9b3bb" },
  { ground: "#1d1b19", ink: "#f2eadb", first: "#f0562f", second: "#93aab5", table: "#b9b2a5" },
  { ground: "#f4cc35", ink: "#171510", first: "#1f4f86", second: "#ec6634", table: "#ebdca0" },
  { ground: "#dbe7e4", ink: "#0f2b33", first: "#1d7c83", second: "#f2695c", table: "#a3c7c4" },
  { ground: "#c8402b", ink: "#f7ecdb", first: "#1d1b19", second: "#f2b544", table: "#ddc5af" },
  { ground: "#2538bf", ink: "#f4eedf", first: "#f5b6c5", second: "#f25f38", table: "#b4bde2" },
];
