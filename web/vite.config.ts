// One file for each island, under names that never change: the page adds ?v=VERSION itself.
// Islands share no code, only events, so there is no common piece whose name would need a hash.
import { defineConfig, type Plugin } from "vite";

const ISLANDS = ["app", "map", "brush", "reader", "review"];

/** Close each script in a function, so that several plain scripts on a page share no names. */
function enclosed(): Plugin {
  return {
    name: "enclosed",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [name, chunk] of Object.entries(bundle)) {
          if (chunk.type !== "chunk") continue;
          if (chunk.imports.length || chunk.exports.length) {
            this.error(`${name} imports or exports: islands stand alone`);
          }
          chunk.code = `(()=>{"use strict";${chunk.code.trimEnd()}\n})();\n`;
        }
      },
    },
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [enclosed()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: false,
    // The icons of Leaflet's style sheet become data: addresses, which the pages' policy allows.
    assetsInlineLimit: 16_384,
    target: ["chrome111", "firefox115", "safari16.4"],
    rolldownOptions: {
      input: {
        ...Object.fromEntries(ISLANDS.map((name) => [name, `src/${name}.ts`])),
        style: "src/app.css",
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: (asset) => (asset.names[0]?.endsWith(".css") ? "app.css" : "[name][extname]"),
      },
    },
  },
});
