import {
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
} from "@mantine/core";

/** Blue is for what can be pressed; everything else is ink on paper. Green, amber and red always have a meaning. */
const blue: MantineColorsTuple = [
  "#eef0ff",
  "#dde1ff",
  "#c6cdff",
  "#a9b4ff",
  "#8391fb",
  "#5f6ff2",
  "#3d4fe4",
  "#1f31d0",
  "#1625a6",
  "#101c80",
];
const gray: MantineColorsTuple = [
  "#faf8f4",
  "#f4f0e8",
  "#e9e4da",
  "#dbd4c7",
  "#c5bcac",
  "#a0968a",
  "#6b6255",
  "#544c40",
  "#3b352c",
  "#17140f",
];
const dark: MantineColorsTuple = [
  "#f0eae0",
  "#d3cabc",
  "#b3a896",
  "#857b6b",
  "#423c33",
  "#332e27",
  "#24201b",
  "#1a1713",
  "#13110e",
  "#0d0c0a",
];

const red: MantineColorsTuple = [
  "#fdf1ee",
  "#f9e3dc",
  "#f2c5ba",
  "#ff9c8c",
  "#f07a68",
  "#dc5446",
  "#b3201a",
  "#a11b16",
  "#7d1410",
  "#5c0e0b",
];

export const theme = createTheme({
  colors: { blue, gray, dark, red },
  white: "#fefdfb",
  black: "#17140f",
  primaryColor: "blue",
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: "sm",
  cursorType: "pointer",
  fontFamily:
    "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.375rem", lineHeight: "1.3" } } },
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    // A label that says exactly what will happen may be wider than a phone: it wraps.
    Button: Button.extend({
      styles: {
        root: { height: "auto", minHeight: "var(--button-height)", paddingBlock: 3 },
        label: { whiteSpace: "normal", height: "auto", lineHeight: 1.25 },
      },
    }),
  },
});

/** Colours that replace Mantine's where these have too little contrast on our backgrounds, light or dark. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-error": red[6],
    "--mantine-color-anchor": blue[7],
    "--mantine-color-red-light": red[1],
    "--mantine-color-red-light-color": red[7],
  },
  dark: {
    "--mantine-color-error": red[3],
    "--mantine-color-anchor": blue[3],
    "--mantine-color-red-light": "#3a1b16",
    "--mantine-color-red-light-color": "#ffc2b7",
  },
});
