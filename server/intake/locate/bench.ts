// Points a second against 2,000 polygons of some 50 points: npx tsx server/intake/locate/bench.ts
import type { AreaGeometry } from '@grid/data/contract'
import { AreaIndex, type Outline } from './area-index.ts'

const columns = 50
const rows = 40
const cornersASide = 13

/** A tile of a 50 × 40 tiling over 0 to 1 degrees, its sides waved so that no edge is straight. */
function tile(column: number, row: number): AreaGeometry {
  const ring: [number, number][] = []
  const at = (u: number, v: number): [number, number] => [
    (u + 0.2 * Math.sin(9 * v)) / columns,
    (v + 0.2 * Math.sin(9 * u)) / rows,
  ]
  const step = 1 / cornersASide
  for (let i = 0; i < cornersASide; i++) ring.push(at(column + i * step, row))
  for (let i = 0; i < cornersASide; i++) ring.push(at(column + 1, row + i * step))
  for (let i = 0; i < cornersASide; i++) ring.push(at(column + 1 - i * step, row + 1))
  for (let i = 0; i < cornersASide; i++) ring.push(at(column, row + 1 - i * step))
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
}

const outlines: Outline[] = []
for (let row = 0; row < rows; row++)
  for (let column = 0; column < columns; column++)
    outlines.push({ key: outlines.length + 1, code: `${row}-${column}`, geometry: tile(column, row) })

const index = new AreaIndex(outlines)
const count = 2_000_000
// a low-discrepancy sequence: even cover, no random generator
const started = process.hrtime.bigint()
let found = 0
for (let n = 0; n < count; n++) {
  if (index.at((n * 0.754877666) % 1, (n * 0.569840291) % 1) !== undefined) found++
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9
console.log(
  `${Math.round(count / seconds).toLocaleString('en')} points/s against ${outlines.length} polygons, ${found} of ${count} found`,
)
