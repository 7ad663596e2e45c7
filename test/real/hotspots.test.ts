import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hotspots } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appOf } from '../fixtures/app.ts'
import expected from '../fixtures/hotspots/baltimore-neighbourhoods.json' with { type: 'json' }
import type { Workshop } from '../intake/workshop.ts'
import { isShared, packOf } from './cityData.ts'

// Neighbours within 5 m of each other (st_is_within_distance, EPSG:26985), Gi* by localG with include.self and style B,
// corrected by p.adjust(p, "BH"): spdep 1.2.7 and sf on R 4.2.2, on the city's own column of neighborhoods.
describe.skipIf(!isShared('baltimore-311'))('hot neighborhoods of Baltimore', () => {
  let shop: Workshop
  let found: Hotspots

  beforeAll(async () => {
    shop = packOf('baltimore', {
      'areas.geojson': 'baltimore-311/neighborhoods.geojson',
      'tickets.csv': 'baltimore-311/tickets.csv',
    })
    // the city's own neighborhood counts, not the point: R knows that column alone
    const map = JSON.parse(readFileSync(join(shop.folder, 'tickets.map.json'), 'utf8'))
    delete map.fields.lon
    delete map.fields.lat
    shop.file('tickets.map.json', map)
    await shop.load()
    const { get } = appOf(await shop.store())
    found = Hotspots.parse((await get('/api/hotspots?level=neighborhood')).json)
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  it('are as spdep finds them', () => {
    const byName = new Map(found.cells.map((cell) => [cell.id, cell]))
    for (const [place, name] of expected.names.entries()) {
      const cell = byName.get(name)
      expect([name, cell?.neighbours]).toEqual([name, expected.neighbours[place]])
      expect(cell?.z).toBeCloseTo(expected.z[place]!, 6)
      expect(cell?.pAdjusted).toBeCloseTo(expected.adjusted[place]!, 6)
    }
    expect(found.tickets).toBe(9200)
    expect(Object.entries(found.classes).reduce((sum, [one, n]) => (one === 'none' ? sum : sum + n), 0)).toBe(
      11,
    )
  })
})
