// npm start: installs, builds, and serves the centre until it is stopped.
import { buildWeb, checkNode, install, runTypeScript } from './prepare.mjs'

checkNode()
await install()
await buildWeb()
process.exitCode = await runTypeScript('server/main.ts', process.argv.slice(2))
