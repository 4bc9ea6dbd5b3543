// dist/article-search.js: the custom element in one file, for a <script type="module">.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    emptyOutDir: true,
    lib: { entry: "src/element/define.ts", formats: ["es"], fileName: () => "article-search.js" },
  },
});
