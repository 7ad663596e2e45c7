// npm run grid -- COMMAND: the command line, with its arguments and exit code passed through.
import { buildWeb, checkNode, install, runTypeScript } from './prepare.mjs'

const args = process.argv.slice(2)
checkNode()
await install()
if (args.includes('serve')) await buildWeb()
process.exitCode = await runTypeScript('server/cli.ts', args)
