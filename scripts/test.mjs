// npm test: everything. Installs what the tests need, builds the web, runs every project of vitest; arguments
// after -- go to vitest. The last line counts the tests, the exit code is 0 only when some ran and none failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { countsLine, countTests, isGreen } from './counts.mjs'
import { buildWeb, checkNode, install, root, say } from './prepare.mjs'
import { run } from './run.mjs'
import { installSystemTools } from './system-tools.mjs'

checkNode()
await installSystemTools(say)
await install()
await buildWeb()

const report = join(root, '.grid', 'test', 'report.json')
mkdirSync(dirname(report), { recursive: true })
rmSync(report, { force: true })
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const options = ['--config', 'test/vitest.config.ts', '--reporter=default', '--reporter=json']
const args = [vitest, 'run', ...options, `--outputFile.json=${report}`, ...process.argv.slice(2)]
const { code } = await run(process.execPath, args, { cwd: root })
const counts = countTests(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code)
console.log(countsLine(counts))
process.exitCode = isGreen(counts) ? 0 : 1
