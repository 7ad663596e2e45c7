// `node server/link.mjs DIR` links the programs of the server and what its threads run, each with all it imports, into scripts in
// DIR, which lies beside this file: to find, translate and link a thousand files again would take each start a second of processor
// time.
import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const programs = { main: 'main.ts', cli: 'cli.ts' }
const threads = {
  crew: 'intake/crew/worker.ts',
  judge: 'repeats/judge-worker.ts',
  repeats: 'repeats/worker.ts',
  scan: 'warnings/worker.ts',
}

/**
 * Packages stay where they are and are found at run time; the workspace's own have no form but TypeScript.
 * @type {import('esbuild').Plugin}
 */
const packagesApart = {
  name: 'packages apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@grid/') ? undefined : { external: true },
    ),
}

const dir = resolve(process.argv[2] ?? '')

/**
 * A file that asks where it lies is told where its source does: what it looks for lies beside that.
 * @type {import('esbuild').Plugin}
 */
const placesOfSources = {
  name: 'places of sources',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes('import.meta.url')) return undefined
      const place = JSON.stringify(relative(dir, path).split(sep).join('/'))
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        loader: 'ts',
      }
    }),
}

/** @satisfies {import('esbuild').BuildOptions} */
const alike = {
  absWorkingDir: dirname(fileURLToPath(import.meta.url)),
  outdir: dir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
}
await build({
  ...alike,
  entryPoints: programs,
  outExtension: { '.js': '.mjs' },
  splitting: true,
  format: 'esm',
  plugins: [packagesApart, placesOfSources],
})
// one script a thread, packages and all: many start at once, each with nothing loaded
await build({
  ...alike,
  entryPoints: threads,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  banner: { js: "const placeOfScript = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'placeOfScript' },
  // the engine is the main thread's alone: what imports it is left out, being unused
  external: ['@duckdb/*'],
  plugins: [placesOfSources],
})
