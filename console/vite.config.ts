import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `npm run dev` shows the console of these files on port 5173, with the services of a system that runs already. */
const gateway = process.env.MANABI_URL ?? "http://localhost:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@api": new URL("./target/api", import.meta.url).pathname } },
  build: { outDir: "target/dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 1200 },
  server: { proxy: { "/api": { target: gateway, ws: true, changeOrigin: true }, "/console.json": gateway } },
});
