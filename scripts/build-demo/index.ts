import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { CentrePack } from '@grid/data/contract'
import { AreaCollection } from './area-tree.ts'
import { demoFiles } from './files.ts'
import { buildTickets } from './tickets.ts'

/**
 * `npx tsx scripts/build-demo/index.ts [--out DIR]`: writes the Gaoling demo's tickets and logs, by default into its
 * pack. Node's gzip writes no time into the file, so that it changes only when its text does.
 */
const { values } = parseArgs({ options: { out: { type: 'string' } } })
const pack = join(import.meta.dirname, '../../data/packs/gaoling')
const out = values.out ?? pack
const json = (name: string): unknown => JSON.parse(readFileSync(join(pack, name), 'utf8'))
const demo = buildTickets(AreaCollection.parse(json('areas.geojson')), CentrePack.parse(json('centre.json')))
mkdirSync(out, { recursive: true })
for (const [name, text] of Object.entries(demoFiles(demo))) {
  const file = join(out, `${name}.csv.gz`)
  writeFileSync(file, gzipSync(text, { level: 9 }))
  console.log(`${file}: ${text.split('\n').length - 2} rows`)
}
