// npm run bench: figures of speed and size on a made-up centre of any size.
import { checkNode, install, linkServer, root } from './prepare.mjs'
import { run } from './run.mjs'

checkNode()
await install()
await linkServer()
const args = ['--import', 'tsx', 'scripts/bench/index.ts', ...process.argv.slice(2)]
const { code } = await run(process.execPath, args, { cwd: root })
process.exitCode = code
