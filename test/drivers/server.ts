// Starts a real server on a real database, as npm start does, on a port of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { withLock } from '../../scripts/lock.mjs'
import { serverProgram } from '../../scripts/prepare.mjs'
import { run } from '../../scripts/run.mjs'
import { fingerprint } from '../../scripts/stamp.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The pack of the made-up Gaoling. */
export const demoPack = join(root, 'data', 'packs', 'gaoling')

const startLimitMs = 120_000
const stopLimitMs = 20_000
const ready = /Grid Centre at (http:\/\/\S+)/

/** A server under test. `url` has no slash at its end; `output` is all it has printed so far. */
export interface RunningServer {
  url: string
  database: string
  output: () => string
  /** Asks it to stop as a service manager would, and waits; throws when it has to be killed or fails. */
  stop: () => Promise<void>
  /** Ends it as a loss of power would, in the middle of whatever it does; its database is left as it is. */
  kill: () => Promise<void>
}

export interface ServerSetting {
  /** A folder with a centre.json; the demo pack when absent. */
  pack?: string
  /** A database to serve as it is, or to fill from the pack; when absent a fresh copy of the pack's, removed at the end. */
  database?: string
  /** Its copy has the scan of warnings made already. */
  scanned?: boolean
  /** More flags for server/main.ts. */
  flags?: string[]
}

/** Starts a server and waits until it prints its URL; throws with its output when it ends before or hangs. */
export async function startServer(setting: ServerSetting = {}): Promise<RunningServer> {
  const pack = setting.pack ?? demoPack
  const built = setting.database ? undefined : await (setting.scanned ? scannedDatabase : builtDatabase)(pack)
  const folder = mkdtempSync(join(tmpdir(), 'grid centre '))
  const database = setting.database ?? join(folder, 'centre.duckdb')
  if (built) copyFileSync(built, database)
  const fill = setting.pack && setting.database ? ['--pack', setting.pack] : []
  const flags = [...fill, '--db', database, '--port', '0', ...(setting.flags ?? [])]
  const child = spawn(process.execPath, [...serverProgram('main'), ...flags], {
    cwd: root,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  const printed = collect(child)
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  const clean = () => {
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const url = await printed.until(ready, startLimitMs)
    const stop = async () => {
      const timer = setTimeout(kill, stopLimitMs)
      child.kill('SIGTERM')
      const code = await ended
      clearTimeout(timer)
      clean()
      if (code !== 0) throw new Error(`The server did not stop gracefully (${code}):\n${printed.text()}`)
    }
    const end = async () => {
      kill()
      await ended
      process.off('exit', kill)
    }
    return { url: url.replace(/\/$/, ''), database, output: printed.text, stop, kill: end }
  } catch (error) {
    kill()
    clean()
    throw error
  }
}

/**
 * The database of a pack, built once by the command line and kept in .grid/test until the pack or the server
 * changes. Copy it before opening it for writing.
 */
export async function builtDatabase(pack: string): Promise<string> {
  const print = fingerprint(root, ['server', 'data/contract', 'pnpm-lock.yaml'], [fingerprint(pack, ['.'])])
  const folder = join(root, '.grid', 'test')
  const name = basename(pack)
  const file = join(folder, `${name}-${print.slice(0, 16)}.duckdb`)
  await withLock(join(folder, `${name}.lock`), async () => {
    if (existsSync(file)) return
    mkdirSync(folder, { recursive: true })
    for (const old of readdirSync(folder)) {
      if (old.startsWith(`${name}-`)) rmSync(join(folder, old), { recursive: true, force: true })
    }
    const aside = join(mkdtempSync(join(folder, `${name}-`)), 'centre.duckdb')
    const load = [...serverProgram('cli'), 'load', pack, '--db', aside]
    const { code, output } = await run(process.execPath, load, {
      cwd: root,
      env: plainEnvironment(),
      capture: true,
    })
    if (code !== 0) throw new Error(`grid load ${pack} failed (${code}):\n${output}`)
    if (existsSync(`${aside}.wal`))
      throw new Error('grid load left a write-ahead log behind: it did not close its file')
    renameSync(aside, file)
    rmSync(dirname(aside), { recursive: true, force: true })
  })
  return file
}

/** What a hook is allowed that may be the first of a run to wait for a scan. */
export const scanTime = 600_000

/**
 * The same after a server has made its scan of warnings, which a server over a copy of it tells at once: a scan takes a
 * processor for a minute or more.
 */
export async function scannedDatabase(pack: string): Promise<string> {
  const built = await builtDatabase(pack)
  const file = built.replace(/\.duckdb$/, '-scanned.duckdb')
  await withLock(`${file}.lock`, async () => {
    if (existsSync(file)) return
    const folder = mkdtempSync(join(dirname(file), `${basename(pack)}-`))
    const database = join(folder, 'centre.duckdb')
    copyFileSync(built, database)
    const server = await startServer({ database })
    try {
      while ((await fetch(`${server.url}/api/warnings`)).status === 202) await pause(500)
    } finally {
      await server.stop()
    }
    renameSync(database, file)
    rmSync(folder, { recursive: true, force: true })
  })
  return file
}

/** The environment without what the test runner adds to it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST'),
  )
  return Object.fromEntries(kept)
}

function collect(child: ChildProcess) {
  let text = ''
  const listeners = new Set<() => void>()
  const add = (chunk: string) => {
    text += chunk
    for (const listener of listeners) listener()
  }
  child.stdout?.setEncoding('utf8').on('data', add)
  child.stderr?.setEncoding('utf8').on('data', add)
  const until = (pattern: RegExp, limitMs: number) =>
    new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The server ${why}:\n${text}`))
      const timer = setTimeout(() => fail(`was not ready after ${limitMs / 1000} s`), limitMs)
      const look = () => {
        const found = pattern.exec(text)?.[1]
        if (found === undefined) return
        clearTimeout(timer)
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      child.once('close', (code) => {
        clearTimeout(timer)
        fail(`ended with code ${code} before it was ready`)
      })
      child.once('error', (error) => fail(`could not be started (${error.message})`))
      look()
    })
  return { text: () => text, until }
}
