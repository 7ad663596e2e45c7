import type { EmergingPlace, Hotspot, RepeatPlace, Warning } from '@grid/data/contract'
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { hotspotStyles } from '../lib/spotClasses.ts'
import { themes } from '../lib/tokens.ts'
import type { MapSource } from '../map/spec.ts'
import { drawnClass, footOf, looks, placeClasses, placeName, type Scene, type Spots } from './index.ts'

/** What a source holds: features that are sent, or the address of its tiles. */
const contentOf = (source: MapSource | undefined) => (source?.type === 'geojson' ? source.data : source?.url)

const basis = {
  asOf: '2026-06-30T00:00:00Z',
  period: null,
  previousPeriod: null,
  lastYearPeriod: null,
  dataVersion: 1,
  synthetic: true,
}
const nothing = { en: '', zh: '' }
const analysis = {
  ...basis,
  places: { kind: 'cell' as const, size: 'estate' as const, resolution: 9, edgeMetres: 201, areaKm2: 0.1 },
  neighbours: { by: 'rings' as const, rings: 1 },
  region: nothing,
  tickets: 9,
  unplaced: 0,
  verdict: { enough: true, code: 'found' as const, text: nothing },
  warnings: [],
}

function hotspot(id: string, name: Hotspot['class'], count: number): Hotspot {
  const x = 109 + count / 1000
  return {
    id,
    centre: [x, 34.5],
    boundary: [
      [x, 34.5],
      [x + 0.001, 34.5],
      [x, 34.501],
      [x, 34.5],
    ],
    area: 'G1',
    edge: false,
    count,
    expected: 1,
    around: count,
    aroundExpected: 2,
    households: null,
    rate: null,
    neighbours: 2,
    z: 1,
    p: 0.1,
    pAdjusted: 0.2,
    class: name,
    rawClass: name,
  }
}

const cells = [
  hotspot('89408a872d3ffff', 'hot99', 7),
  hotspot('89408a872dbffff', 'none', 2),
  hotspot('89408a872dfffff', 'none', 0),
  hotspot('89408a80da7ffff', 'cold95', 0),
]
const timed = cells.map(
  ({ id, centre, boundary, area, edge, count }, at): EmergingPlace => ({
    id,
    centre,
    boundary,
    area,
    edge,
    count,
    expected: 1,
    households: null,
    rate: null,
    class: at === 0 ? 'new_hot' : 'none',
    trend: { direction: 'none', s: 0, z: 0, p: 1 },
    steps: [0, at === 0 ? 3 : 0],
    running: at === 0 ? 1 : 0,
  }),
)
const repeat: RepeatPlace = {
  id: 'lift:T1',
  category: 'lift',
  centre: [109, 34.5],
  radius: 20,
  bbox: [109, 34.5, 109, 34.5],
  count: 12,
  tickets: [],
  first: '2026-06-01',
  last: '2026-06-20',
  daysSinceLast: 10,
  active: true,
  cameBack: 8,
  areas: ['G1'],
  sharedPoint: null,
}
const warning: Warning = {
  id: 'w',
  category: 'lift',
  from: '2026-06-01',
  to: '2026-06-30',
  days: 29,
  observed: 40,
  expected: 1.84,
  ratio: 21.7,
  logLikelihoodRatio: 99,
  p: 0.001,
  adjustedP: 0.001,
  beyond: true,
  recurrenceDays: 1000,
  rank: 1,
  centre: [109, 34.5],
  radius: 300,
  cells: [],
  filter: { hexagon: [], from: '2026-06-01', to: '2026-06-30', status: [] },
  areas: [],
  topCategories: [],
  sentence: nothing,
  state: 'active',
  log: [],
}

const shown: Record<Spots['kind'], Spots> = {
  hotspots: {
    kind: 'hotspots',
    answer: {
      ...analysis,
      method: 'gi',
      value: 'count',
      mean: 1,
      deviation: 1,
      classes: { hot99: 1, hot95: 0, hot90: 0, none: 2, cold90: 0, cold95: 1, cold99: 0 },
      cells,
    },
  },
  emerging: {
    kind: 'emerging',
    answer: {
      ...analysis,
      step: { by: 'month' },
      bins: ['2026-05-01', '2026-06-01'],
      end: '2026-07-01',
      stepsBack: 1,
      confidence: 90,
      value: 'count',
      classes: {
        new_hot: 1,
        consecutive_hot: 0,
        intensifying_hot: 0,
        persistent_hot: 0,
        diminishing_hot: 0,
        sporadic_hot: 0,
        oscillating_hot: 0,
        historical_hot: 0,
        none: 3,
        new_cold: 0,
        consecutive_cold: 0,
        intensifying_cold: 0,
        persistent_cold: 0,
        diminishing_cold: 0,
        sporadic_cold: 0,
        oscillating_cold: 0,
        historical_cold: 0,
      },
      cells: timed,
    },
  },
  repeats: {
    kind: 'repeats',
    answer: {
      ...basis,
      rule: { tickets: 3, metres: 50, days: 30, by: 'category' },
      tickets: 12,
      leftOut: 0,
      total: 1,
      places: [repeat],
    },
  },
  warnings: {
    kind: 'warnings',
    answer: {
      asOf: basis.asOf,
      dataVersion: 1,
      synthetic: true,
      state: 'ready',
      progress: null,
      note: null,
      method: null,
      warnings: [warning],
    },
  },
}

const plain: Scene = {
  lang: 'en',
  timeZone: 'UTC',
  t: (key, filled) => `${key}${filled ? JSON.stringify(filled) : ''}`,
  nameOf: (code) => `name of ${code}`,
}
const kinds = Object.values(shown)
const ids: Record<Spots['kind'], string> = {
  hotspots: '89408a872d3ffff',
  emerging: '89408a872d3ffff',
  repeats: 'lift:T1',
  warnings: 'w',
}

describe.each(themes)('what is shown in place of figures, in %s', (theme) => {
  it.each(kinds.map((spots) => [spots.kind, spots] as const))(
    'is a style the map accepts: %s',
    (kind, spots) => {
      for (const scene of [
        { ...plain, spots },
        { ...plain, spots, spot: ids[kind], only: 'hot99' },
      ]) {
        const drawings = looks.flatMap((look) => look.draw(scene, theme) ?? [])
        const style = {
          version: 8 as const,
          sources: Object.assign({}, ...drawings.map((drawing) => drawing.sources)),
          layers: drawings.flatMap((drawing) => drawing.layers),
        }
        expect(style.layers.length).toBeGreaterThan(2)
        expect(validateStyleMin(style).map((error) => error.message)).toEqual([])
      }
    },
  )
})

describe('what is shown in place of figures', () => {
  it.each(kinds.map((spots) => [spots.kind, spots] as const))(
    'is drawn by one look, which tells it: %s',
    (kind, spots) => {
      const scene = { ...plain, spots }
      const drawing = looks.filter((look) => look.draw(scene, 'light'))
      expect(drawing.map(({ id }) => id)).toEqual([kind])
      const layers = drawing[0]?.draw(scene, 'light')?.layers.map(({ id }) => id)
      expect(layers).toEqual(expect.arrayContaining(drawing[0]?.hits?.layers ?? ['none']))
      const tips = looks.flatMap((look) => look.tip?.({ kind: 'spot', id: ids[kind] }, scene) ?? [])
      expect(tips).toHaveLength(1)
      expect(looks.flatMap((look) => look.tip?.({ kind: 'spot', id: 'nowhere' }, scene) ?? [])).toEqual([])
    },
  )

  it('is sent once, whatever is opened or shown alone', () => {
    for (const spots of kinds) {
      const before = { ...plain, spots }
      const after = { ...plain, spots, spot: ids[spots.kind], only: 'none' }
      for (const look of looks) {
        const sources = look.draw(before, 'light')?.sources ?? {}
        for (const [id, source] of Object.entries(look.draw(after, 'dark')?.sources ?? {}))
          expect(contentOf(source)).toBe(contentOf(sources[id]))
      }
    }
  })
})

describe('places', () => {
  it('without tickets have a class of their own, unless they are cold', () => {
    expect(cells.map(drawnClass)).toEqual(['hot99', 'none', 'zero', 'cold95'])
    const counts = placeClasses(cells, hotspotStyles)
    expect(counts.filter(({ count }) => count > 0)).toEqual([
      { id: 'hot99', count: 1 },
      { id: 'none', count: 1 },
      { id: 'zero', count: 1 },
      { id: 'cold95', count: 1 },
    ])
    expect(counts).toHaveLength(8)
  })

  it('are called by their area and what tells their index from the next', () => {
    const name = (place: Parameters<typeof placeName>[0]) => placeName(place, plain)
    expect(name(cells[0]!)).toBe('spots.name{"area":"name of G1","id":"72d3"}')
    expect(name({ ...cells[0]!, area: null })).toBe('spots.name.alone{"id":"72d3"}')
    expect(name({ ...cells[0]!, id: 'G1' })).toBe('name of G1')
  })
})

describe('the foot of a warning', () => {
  it('is closed and reaches around its cells', () => {
    const ring = footOf(warning, 9)
    expect(ring[0]).toEqual(ring.at(-1))
    // 300 m to the farthest middle and 201 m to its corner: 501 m are 0.0045 of a degree of latitude
    const north = Math.max(...ring.map(([, y]) => y ?? 0)) - 34.5
    expect(north).toBeCloseTo(501 / 111_320, 6)
  })
})
