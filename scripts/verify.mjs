// npm run verify: everything that can be checked in under a minute without a browser or the network; the web is built where it
// changed.
import { join } from 'node:path'
import { checkNode, install, root } from './prepare.mjs'
import { run } from './run.mjs'

/** @param {string} path inside node_modules */
const tool = (path) => join(root, 'node_modules', path)
const tsx = ['--import', 'tsx']
const typeCheck = [tool('typescript/bin/tsc'), '--incremental', '--tsBuildInfoFile']

/** Longest first, so that two at a time finish early. @type {[string, string[]][]} */
const steps = [
  [
    'unit tests',
    [tool('vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts', '--project', 'unit'],
  ],
  ['first load', [...tsx, 'scripts/check-first-load.ts']],
  ['types of the web', [...typeCheck, '.grid/types-web.tsbuildinfo', '-p', 'web/tsconfig.json']],
  ['types of the tests', [...typeCheck, '.grid/types-test.tsbuildinfo', '-p', 'test/tsconfig.json']],
  ['types of the rest', [...typeCheck, '.grid/types.tsbuildinfo', '-p', 'tsconfig.json']],
  [
    'import rules',
    [tool('dependency-cruiser/bin/dependency-cruise.mjs'), 'data', 'server', 'web', 'scripts', 'test'],
  ],
  ['format and lint', [tool('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.']],
  ['files', [...tsx, 'scripts/check-files.ts']],
  ['docs', [...tsx, 'scripts/check-docs.ts']],
]

checkNode()
await install()

/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }

const started = performance.now()
/** @type {string[]} */
const failures = []
const waiting = [...steps]
await Promise.all([worker(), worker()])
for (const failure of failures) console.log(failure)
console.log(
  `${steps.length - failures.length} of ${steps.length} checks passed in ${seconds(started)}${failures.length ? ', the rest failed' : ''}.`,
)
process.exitCode = failures.length ? 1 : 0

async function worker() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name, args] = step
    const began = performance.now()
    const { code, output, signalled } = await run(process.execPath, args, { cwd: root, env, capture: true })
    if (signalled) process.exit(130)
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(18)} ${seconds(began)}`)
    if (code !== 0) failures.push(`\n--- ${name} ---\n${output.trimEnd()}\n`)
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
