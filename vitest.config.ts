import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The stories start the real program and many commands, a second each; on a busy machine several.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores are the smallest machine we promise to run on: more workers only make the stories wait for each other.
    maxWorkers: 2,
  },
});
