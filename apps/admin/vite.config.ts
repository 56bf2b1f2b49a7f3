import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = { target: `http://127.0.0.1:${process.env.PORT ?? 4000}` };

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  build: {
    outDir: "dist",
    // The page's policy lets nothing but files of ours load, so nothing is inlined as a data address.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/trpc": server, "/media": server, "/auth": server } },
});
