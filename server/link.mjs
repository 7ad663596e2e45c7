// `node server/link.mjs DIR` links the programs of the server, each with all it imports of ours, into scripts in DIR, which lies
// beside this file: to find, translate and link a thousand files again would take each start a second of processor time.
import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const server = dirname(fileURLToPath(import.meta.url))
const programs = ['main.ts', 'cli.ts']

/** Packages stay where they are and are found at run time; the workspace's own have no form but TypeScript. @type {import('esbuild').Plugin} */
const packagesApart = {
  name: 'packages apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@grid/') ? undefined : { external: true },
    ),
}

/**
 * A file that asks where it lies is told where its source does: what it looks for lies beside that.
 * @param {string} dir where the scripts go
 * @returns {import('esbuild').Plugin}
 */
const placesOfSources = (dir) => ({
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
})

const dir = resolve(process.argv[2] ?? '')
await build({
  absWorkingDir: server,
  entryPoints: programs,
  outdir: dir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  plugins: [packagesApart, placesOfSources(dir)],
})
