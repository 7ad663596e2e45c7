// npm run bench: figures of speed and size on a made-up centre of any size.
import { checkNode, install, runTypeScript } from './prepare.mjs'

checkNode()
await install()
process.exitCode = await runTypeScript('scripts/bench/index.ts', process.argv.slice(2))
