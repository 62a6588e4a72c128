import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The stories start the real program; on a slow machine that takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine we promise to run on: more workers only make the stories wait for each other.
    maxWorkers: 2,
  },
});
