// npm start: installs, builds, and serves the centre until it is stopped.
import { buildWeb, checkNode, install, runServer } from './prepare.mjs'

checkNode()
await install()
await buildWeb()
process.exitCode = await runServer('main', process.argv.slice(2))
