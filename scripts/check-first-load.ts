// Holds every page of the built web to its budget; builds it first where it is not what it was built from.
import { join } from 'node:path'
import { Build, firstLoadProblems, pages, thousands } from './first-load.ts'
import { buildWeb, root } from './prepare.mjs'

await buildWeb()
const build = new Build(join(root, 'web', 'dist'))
if (process.argv.includes('--print')) {
  for (const [name, page] of Object.entries(pages)) {
    const weight = thousands(build.weightOf(page)).padStart(9)
    console.log(`${name.padEnd(8)} ${weight} of ${page.most} kB, ${build.filesOf(page).length} files`)
  }
}
const problems = firstLoadProblems(build)
for (const problem of problems) console.log(`scripts/first-load.ts:1: ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0
