// npm run soak: the long forms of what npm test only touches on: kills under load, and the wall for a day of its own time.
// Arguments after -- go to vitest, e.g. the name of one file.
import { join } from 'node:path'
import { buildWeb, checkNode, install, root, say } from './prepare.mjs'
import { run } from './run.mjs'
import { installSystemTools } from './system-tools.mjs'

checkNode()
await installSystemTools(say)
await install()
await buildWeb()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const args = [
  vitest,
  'run',
  '--config',
  'test/vitest.config.ts',
  '--project',
  'soak',
  ...process.argv.slice(2),
]
const { code } = await run(process.execPath, args, { cwd: root, env: { ...process.env, GRID_SOAK: 'long' } })
process.exitCode = code
