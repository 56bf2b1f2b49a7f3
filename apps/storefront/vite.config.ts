import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { subsetFonts } from "./subset-fonts.ts";

export default defineConfig({
  base: "/",
  plugins: [subsetFonts, react(), tailwindcss()],
  build: { outDir: "dist", assetsInlineLimit: 0 },
});
