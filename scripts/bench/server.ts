import { spawn } from 'node:child_process'
import { serverProgram } from '../prepare.mjs'
import type { Asker } from './ask.ts'
import { root } from './command.ts'
import { peakMemory, processorSeconds } from './memory.ts'

/** A server of the product in a process of its own. */
export interface BenchServer {
  /** without a slash at its end */
  url: string
  /** milliseconds from start of the process to the line with its address */
  startMs: number
  peakMemory(): number | null
  /** of processor, since its start; null where the system does not tell */
  processorSeconds(): number | null
  stop(): Promise<void>
}

/** A server for one piece of work, and one who asks it. */
export type Serving = <T>(work: (server: BenchServer, asker: Asker) => Promise<T>) => Promise<T>

const ready = /Grid Centre at (http:\/\/\S+?)\/?\s/
const stopMs = 10_000

/** Starts the server on a database and waits for its address; throws with what it said where it ends before. */
export async function startServer(database: string): Promise<BenchServer> {
  const started = performance.now()
  const child = spawn(process.execPath, [...serverProgram('main'), '--db', database, '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      said += text
      const found = ready.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}:\n${said}`)))
    child.on('error', reject)
  })
  return {
    url,
    startMs: performance.now() - started,
    peakMemory: () => peakMemory(child.pid),
    processorSeconds: () => processorSeconds(child.pid),
    stop: async () => {
      const timer = setTimeout(kill, stopMs)
      child.kill('SIGTERM')
      await ended
      clearTimeout(timer)
      process.off('exit', kill)
    },
  }
}
