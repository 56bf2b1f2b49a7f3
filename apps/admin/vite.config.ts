import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  build: {
    outDir: "dist",
    // The page's policy lets nothing but files of ours load, so nothing is inlined as a data address.
    assetsInlineLimit: 0,
  },
});
