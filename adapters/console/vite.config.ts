import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
    plugins: [vue()],
    // The daemon's policy allows nothing inline: no script, no style, no data.
    build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0, emptyOutDir: true },
    // `npx vite` beside a daemon: pages from here, answers from there.
    server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8080" } },
});
