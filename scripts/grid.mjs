// npm run grid -- COMMAND: the command line, with its arguments and exit code passed through.
import { buildWeb, checkNode, install, runServer } from './prepare.mjs'

const args = process.argv.slice(2)
checkNode()
await install()
if (args.includes('serve')) await buildWeb()
process.exitCode = await runServer('cli', args)
