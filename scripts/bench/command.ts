import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { serverProgram } from '../prepare.mjs'
import { peakMemory } from './memory.ts'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a run of the command line answered, and what it took. */
export interface Ran {
  answer: unknown
  /** from start to end of the process */
  seconds: number
  /** bytes; null where the system does not tell */
  peakMemory: number | null
}

const pollMs = 100

/** Runs `grid` with `--json`, its progress on this terminal. Throws where it fails. */
export async function grid(...args: string[]): Promise<Ran> {
  const started = performance.now()
  const child = spawn(process.execPath, [...serverProgram('cli'), ...args, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let peak: number | null = null
  const watch = setInterval(() => {
    peak = peakMemory(child.pid) ?? peak
  }, pollMs)
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? -1))
  }).finally(() => clearInterval(watch))
  if (code !== 0) throw new Error(`grid ${args.join(' ')} ended with code ${code}`)
  return { answer: JSON.parse(printed), seconds: (performance.now() - started) / 1000, peakMemory: peak }
}
