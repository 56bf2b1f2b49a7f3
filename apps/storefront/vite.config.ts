import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { subsetFonts } from "./subset-fonts.ts";

export default defineConfig(({ isSsrBuild = false }) =>
  isSsrBuild
    ? {
        // What draws pages for the server, with all that it needs.
        plugins: [subsetFonts, react()],
        define: { "process.env.NODE_ENV": JSON.stringify("production") },
        ssr: { noExternal: true },
        build: { outDir: "dist-server", copyPublicDir: false },
      }
    : {
        base: "/",
        plugins: [subsetFonts, react(), tailwindcss()],
        build: { outDir: "dist", assetsInlineLimit: 0, manifest: true },
      },
);
