import { writeFileSync } from 'node:fs'
import { say } from '../prepare.mjs'
import { bench } from './bench.ts'
import { type Options, readOptions, usage } from './options.ts'
import { lackFor } from './peers/index.ts'
import { resultLines } from './report.ts'

let options: Options | undefined
try {
  if (process.argv.includes('--help')) say(usage)
  else options = readOptions(process.argv.slice(2))
} catch (cause) {
  say(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`)
  process.exitCode = 2
}
const lack = options ? lackFor(options.vs) : null
if (lack !== null) {
  say(lack)
  process.exitCode = 2
} else if (options) {
  const result = await bench(options)
  process.stdout.write(`${resultLines(result).join('\n')}\n`)
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`)
}
