// What every command needs first: a fit Node, the packages, the built web app. Plain JavaScript, because
// it runs before anything is installed. Steps with nothing to do take milliseconds and say nothing.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { run } from './run.mjs'
import { fingerprint, isStamped, stamp } from './stamp.mjs'

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @typedef {(line: string) => void} Say */

/**
 * One progress line. On stderr, so that stdout holds nothing but a command's own answer.
 * @type {Say}
 */
export const say = (line) => void process.stderr.write(`${line}\n`)

/**
 * What is wrong with this Node, or undefined when it is 20.19 or newer.
 * @param {string} version like 20.19.0
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return undefined
  return `Grid Centre needs Node 20.19 or newer; this is Node ${version}. Install one from https://nodejs.org and try again.`
}

/** Ends the process with a clear line when Node is too old. */
export function checkNode() {
  const problem = nodeProblem(process.versions.node)
  if (!problem) return
  say(problem)
  process.exit(1)
}

/** The workspace's folders that hold a package.json of their own. */
function packageFolders() {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'package.json')))
    .map((entry) => entry.name)
    .filter((name) => name !== 'node_modules')
    .sort()
}

/** Installs the locked packages with the pinned pnpm, unless what is installed already answers to them. */
export async function install() {
  const folders = packageFolders()
  const manifests = ['package.json', ...folders.map((folder) => `${folder}/package.json`)]
  const inputs = [...manifests, 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  const platform = [process.platform, process.arch, process.versions.modules]
  const mark = join(root, 'node_modules', '.installed')
  const current = () =>
    isStamped(mark, fingerprint(root, inputs, platform)) &&
    folders.every((folder) => existsSync(join(root, folder, 'node_modules')))
  if (current()) return
  await locked('install', async () => {
    if (current()) return
    const print = fingerprint(root, inputs, platform)
    rmSync(mark, { force: true })
    await step('Installing packages', 'install', 'npx', installArguments())
    stamp(mark, print)
  })
}

function installArguments() {
  const manager = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager
  const pnpm = ['install', '--frozen-lockfile', '--loglevel=info', '--reporter=append-only']
  return ['--yes', '--loglevel=error', manager, ...pnpm, '--config.confirm-modules-purge=false']
}

/** Builds the web app into web/dist. */
export async function buildWeb() {
  const vite = join(root, 'web', 'node_modules', 'vite', 'bin', 'vite.js')
  const inputs = ['web', ...anyBuild, 'tsconfig.json']
  await build('web', 'Building the web app', inputs, (aside) => [vite, 'build', '--outDir', aside])
}

/** Links the server and its command line into server/dist, as `main.mjs` and `cli.mjs`. */
export async function linkServer() {
  const link = join(root, 'server', 'link.mjs')
  await build('server', 'Linking the server', ['server', ...anyBuild], (aside) => [link, aside])
}

const anyBuild = ['data/contract', 'data/package.json', 'pnpm-lock.yaml']

/**
 * Makes a package's dist, unless what is there was made from the same files. The new one is made aside and
 * moved in whole, so an interrupted build leaves the old one or none, never half of one.
 * @param {string} name of the package's folder
 * @param {string} title
 * @param {string[]} inputs
 * @param {(aside: string) => string[]} command arguments of Node that make it in that folder
 */
async function build(name, title, inputs, command) {
  const folder = join(root, name)
  const dist = join(folder, 'dist')
  const current = () => isStamped(join(dist, '.built'), fingerprint(root, inputs))
  if (current()) return
  await locked(`build-${name}`, async () => {
    if (current()) return
    const print = fingerprint(root, inputs)
    for (const name of readdirSync(folder)) {
      if (/^dist\..*\.tmp$/.test(name)) rmSync(join(folder, name), { recursive: true, force: true })
    }
    const aside = join(folder, `dist.${process.pid}.tmp`)
    await step(title, `build-${name}`, process.execPath, command(aside), folder)
    stamp(join(aside, '.built'), print)
    if (existsSync(dist)) renameSync(dist, join(folder, `dist.old-${process.pid}.tmp`))
    renameSync(aside, dist)
    rmSync(join(folder, `dist.old-${process.pid}.tmp`), { recursive: true, force: true })
  })
}

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 */
function locked(name, work) {
  const onWait = () => say(`Waiting for another command that is at the same step (${name}).`)
  return withLock(join(root, '.grid', `${name}.lock`), work, { onWait })
}

/**
 * Runs one step quietly, its output kept in .grid/logs; on failure shows the end of it and ends the process.
 * @param {string} title
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function step(title, name, command, args, cwd = root) {
  say(`${title} ...`)
  const started = performance.now()
  // NODE_ENV=production in the caller's shell would leave out the packages that build the app.
  const { NODE_ENV: _, ...env } = process.env
  const plain = { ...env, NO_COLOR: '1', FORCE_COLOR: undefined }
  const { code, output, signalled } = await run(command, args, { cwd, env: plain, capture: true })
  const log = join(root, '.grid', 'logs', `${name}.log`)
  mkdirSync(dirname(log), { recursive: true })
  writeFileSync(log, output)
  if (signalled) process.exit(130)
  if (code !== 0) {
    say(output.trimEnd().split('\n').slice(-40).join('\n'))
    say(`${title} failed (exit code ${code}). The whole output is in .grid/logs/${name}.log.`)
    process.exit(1)
  }
  say(`${title}: done in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

/**
 * Arguments of Node that run a program of the server as it was linked.
 * @param {'main' | 'cli'} program
 */
export function serverProgram(program) {
  return ['--enable-source-maps', join(root, 'server', 'dist', `${program}.mjs`)]
}

/**
 * Runs a program of the server in a child Node, attached to this terminal; gives its exit code.
 * @param {'main' | 'cli'} program
 * @param {string[]} args
 */
export async function runServer(program, args) {
  await linkServer()
  const { code } = await run(process.execPath, [...serverProgram(program), ...args])
  return code
}
