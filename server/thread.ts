import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const scripts = new Map<string, Promise<string>>()

/**
 * A thread that runs a file of ours and gets `data` as its `workerData`. What it runs is linked into one script, once a
 * process: to find, translate and link a hundred files again would take every thread a second of processor time.
 * @param file of TypeScript, as a URL
 */
export async function startThread(file: URL, data: unknown): Promise<Worker> {
  let script = scripts.get(file.href)
  if (!script) {
    script = linked(file)
    scripts.set(file.href, script)
    script.catch(() => scripts.delete(file.href))
  }
  return new Worker(await script, { eval: true, workerData: data, execArgv: [] })
}

let linking = 0

async function linked(file: URL): Promise<string> {
  const { build, stop } = await import('esbuild')
  linking++
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // packages found at run time are found from there
    define: { 'import.meta.url': JSON.stringify(file.href) },
    // the engine is the writer's alone: what imports it is left out, being unused
    external: ['@duckdb/*'],
    logLevel: 'silent',
  }).finally(async () => {
    // its process would stay beside the server for good
    if (--linking === 0) await stop()
  })
  return outputFiles[0]!.text
}
