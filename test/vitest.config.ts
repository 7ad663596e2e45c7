import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const ignored = [...configDefaults.exclude, '**/dist/**', '**/*.tmp/**']
const seconds = 1000

/** One project per kind of test; they run one after another, cheapest first. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.vite',
  test: {
    exclude: ignored,
    globalSetup: ['test/link.ts'],
    projects: [
      unit(),
      project('api', 1, ['test/api/**/*.test.ts'], 60 * seconds),
      project('intake', 1, ['test/{intake,real}/**/*.test.ts'], 120 * seconds),
      project('clients', 2, ['test/clients/**/*.test.ts'], 120 * seconds),
      project('demo', 3, ['test/demo/**/*.test.ts'], 300 * seconds),
      project('soak', 5, ['test/soak/**/*.test.ts'], 7200 * seconds, 1),
      project('visual', 6, ['test/visual/**/*.test.ts'], 600 * seconds, 1),
      project('e2e', 4, ['test/{e2e,drivers}/**/*.test.ts'], 120 * seconds, 2),
    ],
  },
})

/** Unit tests keep nothing between them, so that they may share their workers: half the time. */
function unit() {
  const { test, ...rest } = project('unit', 0, ['{data,server,web,scripts}/**/*.test.{ts,tsx}'], 30 * seconds)
  return { ...rest, test: { ...test, pool: 'threads' as const, isolate: false } }
}

/**
 * `limit` is for one test and one hook. A single worker is for tests that share a browser's appetite for
 * memory and processor.
 */
function project(name: string, order: number, include: string[], limit: number, workers?: number) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: ignored,
      testTimeout: limit,
      hookTimeout: limit,
      sequence: { groupOrder: order },
      ...(workers === undefined ? {} : { maxWorkers: workers, fileParallelism: workers > 1 }),
    },
  }
}
