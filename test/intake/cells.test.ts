import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cellAt } from '../../server/cells/index.ts'
import { checkCentre, completeTickets } from '../../server/intake/index.ts'
import { sql } from '../../server/store/index.ts'
import { collection, feature, smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop
beforeEach(async () => {
  shop = new Workshop()
  shop.file('centre.json', smallCentre)
  shop.file('areas.geojson', twoStreets)
  await shop.load()
})
afterEach(() => shop[Symbol.asyncDispose]())

const file = (...rows: string[]) =>
  shop.file('tickets.csv', `${['id,reported_at,lon,lat', ...rows].join('\n')}\n`)

const at = (lon: number, lat: number) => cellAt(lon, lat).toString(16)
const cells = async () => {
  const rows = await shop.read(sql`SELECT id, CAST(cell AS VARCHAR) AS cell FROM ticket ORDER BY id`)
  return Object.fromEntries(
    rows.map(({ id, cell }) => [String(id), cell === null ? null : BigInt(String(cell)).toString(16)]),
  )
}
const brokenCells = async () =>
  (await checkCentre(await shop.store())).checks.find(({ id }) => id === 'cells')?.found

const rows = ['a,2026-01-01T08:00:00,109.005,34.505', 'b,2026-01-02T08:00:00,,', 'c,2026-01-03T08:00:00,0,0']

describe('the cells of tickets', () => {
  it('are written with the point, and are null where there is none that can be mapped', async () => {
    await shop.import('tickets', file(...rows))
    expect(await cells()).toEqual({ a: at(109.005, 34.505), b: null, c: null })
    expect(await brokenCells()).toBe(0)
  })

  it('follow a point that moves', async () => {
    await shop.import('tickets', file(...rows))
    await shop.import(
      'tickets',
      file('a,2026-01-01T08:00:00,109.007,34.506', 'b,2026-01-02T08:00:00,109.005,34.505'),
    )
    expect(await cells()).toEqual({
      a: at(109.007, 34.506),
      b: at(109.005, 34.505),
      c: null,
    })
  })

  it('follow new boundaries, in whose reach a point may lie at last', async () => {
    await shop.import('tickets', file('e,2026-01-04T08:00:00,109.1,34.505'))
    expect(await cells()).toEqual({ e: null })
    const east = { code: 'e', name: 'E', level: 'street', parent: 'd' }
    await shop.import('areas', shop.file('east.geojson', collection(feature(east, 109.095, 34.5))))
    expect(await cells()).toEqual({ e: at(109.1, 34.505) })
  })

  it('are completed in a database that an earlier release wrote, once', async () => {
    await shop.import('tickets', file(...rows))
    const store = await shop.store()
    await store.writeAlone((transaction) => transaction.run(sql`UPDATE ticket SET cell_number = NULL`))
    expect(await brokenCells()).toBe(1)
    const steps: number[] = []
    expect(await completeTickets(store, ({ share }) => steps.push(share))).toBe(1)
    expect(steps).toEqual([1])
    expect(await cells()).toEqual({ a: at(109.005, 34.505), b: null, c: null })
    const { version } = store
    expect(await completeTickets(store)).toBe(0)
    expect(store.version).toBe(version)
  })
})
