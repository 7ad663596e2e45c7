import { fileURLToPath } from 'node:url'

let script: Promise<string> | undefined

/**
 * What a thread runs, as one script: to find, translate and link a hundred files again in every thread takes it a second.
 * Made once a process.
 */
export function workerScript(): Promise<string> {
  script ??= bundled()
  return script
}

async function bundled(): Promise<string> {
  const { build } = await import('esbuild')
  const { href } = new URL('./worker.ts', import.meta.url)
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(href)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // packages found at run time are found from here
    define: { 'import.meta.url': JSON.stringify(href) },
    // the engine is the writer's alone: what imports it is left out, being unused
    external: ['@duckdb/*'],
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}
