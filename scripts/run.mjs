// Runs a child process to its end. Plain JavaScript: used before anything is installed.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {NodeJS.Signals} Signal */
/** @type {Signal[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

// npm puts a shell between itself and this process. A signal sent to npm alone ends npm and that shell and
// reaches nobody here, so the loss of the parent is taken for the signal.
const parent = process.ppid
const parentPollMs = 300

/**
 * Runs `command` without a shell, so paths may hold spaces. With `capture`, stdout and stderr are collected
 * together instead of shown, and stdin is closed. SIGINT, SIGTERM and SIGHUP are passed on to the child; under
 * npm, the end of npm counts as SIGTERM.
 * `code` is the child's exit code, 128 + n when a signal ended it, 127 when it could not be started;
 * `signalled` tells that this process itself was asked to stop meanwhile.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string, signalled: boolean }>}
 */
export function run(command, args, { cwd, env = process.env, capture = false } = {}) {
  return new Promise((resolve) => {
    // npx and npm are .cmd files on Windows, which only a shell can start.
    const shell = process.platform === 'win32' && !command.includes('\\')
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    /** @type {string[]} */
    const output = []
    child.stdout?.setEncoding('utf8').on('data', (text) => output.push(text))
    child.stderr?.setEncoding('utf8').on('data', (text) => output.push(text))

    let signalled = false
    /** @param {Signal} signal */
    const forward = (signal) => {
      signalled = true
      child.kill(signal)
    }
    for (const signal of forwarded) process.on(signal, forward)
    const watch = setInterval(() => {
      if (!process.env.npm_lifecycle_event || process.ppid === parent) return
      clearInterval(watch)
      forward('SIGTERM')
    }, parentPollMs)
    /** @param {number} code */
    const finish = (code) => {
      clearInterval(watch)
      for (const signal of forwarded) process.off(signal, forward)
      resolve({ code, output: stripVTControlCharacters(output.join('')), signalled })
    }
    child.on('error', (error) => {
      output.push(`${error.message}\n`)
      if (!capture) process.stderr.write(`${error.message}\n`)
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
