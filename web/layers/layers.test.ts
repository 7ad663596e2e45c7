import type { AreaCollection, AreaFeature, LayerProperty, Measure } from '@grid/data/contract'
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import type { Feature, Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaChange } from '../lib/areaChange.ts'
import { breaksOf } from '../lib/breaks.ts'
import { featureClasses } from '../lib/featureClasses.ts'
import { themes } from '../lib/tokens.ts'
import type { MapSource } from '../map/spec.ts'
import { changeStates } from './areas-change.ts'
import { areaStates } from './areas-choropleth.ts'
import {
  featureId,
  type LayerFeatures,
  looks,
  type MapFigure,
  type MapTicket,
  type Scene,
  valuesFit,
} from './index.ts'
import { lastOf } from './layer.ts'
import { clusterAbove } from './tickets-points.ts'

/** What a source holds: features that are sent, or the address of its tiles. */
const contentOf = (source: MapSource | undefined) => (source?.type === 'geojson' ? source.data : source?.url)

function area(code: string, kind: 'basic' | 'special', west: number): AreaFeature {
  const ring: [number, number][] = [
    [west, 34],
    [west + 1, 34],
    [west + 1, 35],
    [west, 35],
    [west, 34],
  ]
  return {
    type: 'Feature',
    id: code,
    bbox: [west, 34, west + 1, 35],
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties: {
      code,
      name: `网格${code}`,
      nameEn: `Grid ${code}`,
      level: 'grid',
      kind,
      parent: 'c',
      lead: null,
      households: null,
      population: null,
      path: ['d', 'c', code],
      children: 0,
      label: [west + 0.5, 34.5],
      validFrom: null,
      validTo: null,
    },
  }
}

const features = [
  area('01', 'basic', 108),
  area('1', 'basic', 109),
  area('2', 'basic', 110),
  area('m', 'special', 108.4),
]
const areas: AreaCollection = { type: 'FeatureCollection', features, synthetic: true, caption: null }

const rate: Measure = {
  id: 'closing_rate',
  label: { en: 'Closing rate', zh: '结案率' },
  group: { id: 'closing', label: { en: '', zh: '' } },
  headline: true,
  daily: false,
  available: true,
  why: null,
  unit: 'share',
  direction: 'more is better',
  additive: false,
  period: 'closed',
  formula: { en: '', zh: '' },
  numerator: { en: '', zh: '' },
  denominator: { en: '', zh: '' },
  source: 'S',
}

function figure(numerator: number, denominator: number): MapFigure {
  const value = denominator === 0 ? null : numerator / denominator
  return { value, numerator, denominator, n: denominator, smallNumber: denominator < 10 }
}

function ticket(index: number): MapTicket {
  return {
    id: `T${index}`,
    lon: index % 10 === 9 ? null : 108 + index / 1000,
    lat: 34.5,
    overdue: index % 4 === 0,
    title: null,
    status: 'dispatched',
    reported_at: '2025-06-01T00:00:00Z',
  }
}

const values = new Map([
  ['01', figure(40, 50)],
  ['1', figure(2, 4)],
  ['2', figure(0, 0)],
  ['m', figure(3, 30)],
])

function layerOf(geometry: LayerFeatures['geometry']): LayerFeatures {
  const shapes: Record<LayerFeatures['geometry'], Geometry> = {
    Point: { type: 'Point', coordinates: [108.5, 34.5] },
    LineString: {
      type: 'LineString',
      coordinates: [
        [108.2, 34.2],
        [108.7, 34.6],
      ],
    },
    MultiPolygon: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [108, 34],
            [109, 34],
            [109, 35],
            [108, 34],
          ],
        ],
      ],
    },
  }
  const shown: LayerProperty = {
    name: 'tickets',
    kind: 'whole number',
    label: { en: 'Tickets', zh: '工单数' },
  }
  const made = [3, 5, 9].map(
    (tickets): Feature => ({
      type: 'Feature',
      id: `F${tickets}`,
      geometry: shapes[geometry],
      properties: { id: `F${tickets}`, tickets },
    }),
  )
  return {
    layer: 'cells',
    geometry,
    features: made,
    properties: [shown],
    shown,
    notes: [],
    classes: featureClasses(made, shown),
  }
}

const full: Scene = {
  lang: 'zh',
  timeZone: 'Asia/Shanghai',
  t: (key, filled) => `${key}${filled ? JSON.stringify(filled) : ''}`,
  areas,
  context: areas,
  measure: rate,
  values,
  breaks: breaksOf([0.8, 0.5], 'share'),
  selected: '01',
  tickets: [0, 1, 2].map(ticket),
  path: {
    stops: [
      {
        key: 'a',
        name: '甲',
        at: [108.2, 34.2],
        home: [108.21, 34.2],
        how: 'own',
        numbers: [1, 3],
        present: true,
      },
      {
        key: 'b',
        name: '乙',
        at: [112, 34.8],
        home: [112, 34.8],
        how: 'beside',
        numbers: [2],
        present: false,
      },
    ],
    legs: [
      { from: [108.2, 34.2], to: [112, 34.8] },
      { from: [112, 34.8], to: [108.2, 34.2] },
    ],
    strip: [111.5, 34.5, 112.5, 35],
  },
  basemap: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: {
          type: 'LineString',
          coordinates: [
            [108, 34],
            [109, 35],
          ],
        },
        properties: { kind: 'river', name: '渭河', nameEn: 'Wei River' },
      },
    ],
  },
}

const compared: Scene = {
  ...full,
  change: new Map([
    ['01', areaChange(figure(40, 50), figure(30, 50), 'share')],
    ['1', areaChange(figure(2, 4), figure(30, 50), 'share')],
  ]),
  picked: new Set(['1', '2']),
  region: {
    type: 'Polygon',
    coordinates: [
      [
        [108, 34],
        [109, 34],
        [109, 35],
        [108, 34],
      ],
    ],
  },
}

const scenes: [string, Scene][] = [
  ['two periods compared, areas picked in a region', compared],
  ['everything', full],
  [
    'tickets as tiles',
    {
      ...full,
      tickets: undefined,
      ticketTiles: 'http://127.0.0.1/ogc/collections/tickets/tiles/WebMercatorQuad',
    },
  ],
  [
    'outlines of another layer',
    { ...full, values: undefined, features: layerOf('MultiPolygon'), spot: 'F3' },
  ],
  ['points of another layer, one class alone', { ...full, features: layerOf('Point'), only: '0' }],
  ['lines of another layer', { ...full, features: layerOf('LineString'), lang: 'en' }],
  ['values still loading', { ...full, values: undefined, breaks: undefined }],
  ['no value anywhere', { ...full, values: new Map(), breaks: undefined }],
  ['one class isolated, English', { ...full, isolated: 0, lang: 'en' }],
  ['all zero', { ...full, breaks: breaksOf([0, 0], 'share') }],
  [
    'many tickets',
    { ...full, tickets: Array.from({ length: clusterAbove * 2 }, (_, index) => ticket(index)) },
  ],
  ['nothing', { lang: 'en', timeZone: 'UTC', t: (key) => key }],
]

describe.each(themes)('looks in %s', (theme) => {
  it.each(scenes)('make a style the map library accepts: %s', (_, scene) => {
    const drawings = looks.flatMap((look) => look.draw(scene, theme) ?? [])
    const style = {
      version: 8 as const,
      sources: Object.assign({}, ...drawings.map((drawing) => drawing.sources)),
      layers: drawings.flatMap((drawing) => drawing.layers),
    }
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([])
    const ids = style.layers.map((layer) => layer.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const drawing of drawings)
      for (const source of Object.keys(drawing.states ?? {})) expect(style.sources).toHaveProperty(source)
    for (const pattern of drawings.flatMap((drawing) => drawing.patterns ?? []))
      expect(pattern.data).toHaveLength(pattern.size * pattern.size * 4)
  })
})

describe('looks', () => {
  it('answer the pointer on layers that they draw, and tell what they hit', () => {
    // those in place of figures, but for features of another layer, have scenes of their own
    const here = looks.filter(({ id, hits }) => hits?.kind !== 'spot' || id === 'layer-features')
    for (const look of here) {
      const ids = scenes.flatMap(([, scene]) => look.draw(scene, 'light')?.layers.map(({ id }) => id) ?? [])
      for (const layer of look.hits?.layers ?? []) expect(ids).toContain(layer)
      if (look.hits) expect(look.tip).toBeDefined()
    }
  })

  it('do not send features again for new values, a hover, a selection or a theme', () => {
    const other: Scene = { ...full, values: new Map([['01', figure(1, 20)]]), selected: '2', isolated: 1 }
    for (const look of looks.filter(({ id }) => id !== 'area-labels')) {
      const before = look.draw(full, 'light')?.sources ?? {}
      const after = look.draw(other, 'dark')?.sources ?? {}
      for (const [id, source] of Object.entries(after)) expect(contentOf(source)).toBe(contentOf(before[id]))
    }
  })

  it('give the class of a change, and leave unjudged what rests on few or has no figure', () => {
    const states = changeStates(compared)
    expect(states.get(featureId('01'))).toEqual({ moved: 6, unjudged: false })
    expect(states.get(featureId('1'))).toEqual({ moved: -1, unjudged: true })
    expect(states.get(featureId('2'))).toEqual({ moved: -1, unjudged: true })
    expect(states.has(featureId('m'))).toBe(false)
  })

  it('give the class to the feature state, and say what has no data and what is of few', () => {
    const states = areaStates(full)
    expect(states.get(featureId('01'))).toEqual({ class: 1, empty: false, small: false, dim: false })
    expect(states.get(featureId('1'))).toEqual({ class: 0, empty: false, small: true, dim: false })
    expect(states.get(featureId('2'))).toEqual({ class: -1, empty: true, small: false, dim: false })
    expect(states.has(featureId('m'))).toBe(false)
    expect(areaStates({ ...full, isolated: 1 }).get(featureId('1'))?.dim).toBe(true)
  })

  it('name in the legend what the map shows and nothing else', () => {
    const keys = (scene: Scene) => looks.flatMap((look) => look.legend?.(scene) ?? []).map(({ key }) => key)
    expect(keys(full)).toEqual(['no-data', 'small-number', 'river', 'special', 'ticket', 'ticket-overdue'])
    expect(keys({ ...full, tickets: undefined, basemap: undefined, values: undefined })).toEqual(['special'])
  })

  it('tell an area with numerator, denominator and the change, or that it has no data', () => {
    const tip = (code: string, scene: Scene) =>
      looks.find(({ id }) => id === 'areas-choropleth')?.tip?.({ kind: 'area', id: code }, scene)
    const compared: Scene = { ...full, values: new Map([['1', { ...figure(2, 4), previous: figure(3, 4) }]]) }
    expect(tip('1', compared)).toEqual({
      title: '网格1',
      value: '50.0%',
      rows: [
        { label: 'map.fraction', text: '2 / 4' },
        { label: 'map.previous', text: '75.0% (-25.0 个百分点)' },
      ],
      notes: ['map.smallNumberOf{"n":"4"}'],
    })
    expect(tip('2', compared)).toMatchObject({ value: 'map.noData', rows: [] })
    expect(tip('nowhere', compared)).toBeUndefined()
  })

  it('draw, write and tell the smoothed rate where that one is drawn, and both in the tooltip', () => {
    const both = new Map([
      ['01', { ...figure(1, 400), value: 2.5, smoothed: 6.4 }],
      ['1', { ...figure(30, 600), value: 50, smoothed: 47.3 }],
      ['2', { ...figure(3, 0), value: null, smoothed: null }],
    ])
    const smoothing = { a: 0.0003, b: 0.03, areas: 2, how: { en: '', zh: '' } }
    const shown = (drawn: 'raw' | 'smoothed'): Scene => ({
      ...full,
      lang: 'en',
      measure: { ...rate, unit: 'per 1,000 households' },
      values: both,
      rates: { drawn, smoothing },
      breaks: { low: 2, high: 50, cuts: [5], whole: false },
    })
    const written = (scene: Scene) => JSON.stringify(looks.map((look) => look.draw(scene, 'light')?.sources))
    expect(areaStates(shown('raw')).get(featureId('01'))?.class).toBe(0)
    expect(areaStates(shown('smoothed')).get(featureId('01'))?.class).toBe(1)
    expect(written(shown('smoothed'))).toContain('"value":"6.4"')
    expect(written(shown('raw'))).toContain('"value":"2.5"')
    const told = (code: string) =>
      looks
        .find((look) => look.id === 'areas-choropleth')
        ?.tip?.({ kind: 'area', id: code }, shown('smoothed'))
    expect(told('01')?.value).toBe('6.4')
    expect(told('01')?.rows.slice(0, 2)).toEqual([
      { label: 'map.rates.smoothed', text: '6.4' },
      { label: 'map.rates.raw', text: '2.5' },
    ])
    expect(told('2')).toMatchObject({ value: 'map.noData', notes: ['map.rates.none'] })
  })
})

describe('feature numbers', () => {
  it('tell codes apart that are the same number, and stay the same', () => {
    expect(featureId('01')).not.toBe(featureId('1'))
    expect(featureId('610117001')).toBe(featureId('610117001'))
  })
})

describe('values', () => {
  it('of another level are not taken for missing data', () => {
    expect(valuesFit(areas, values)).toBe(true)
    expect(valuesFit(areas, new Map([['elsewhere', figure(1, 2)]]))).toBe(false)
    expect(valuesFit(areas, new Map())).toBe(true)
    expect(valuesFit(areas, undefined)).toBe(false)
  })

  it('are made again only when something they are made of changes', () => {
    let made = 0
    const make = lastOf((a: object, b: object) => [a, b, made++])
    const [a, b] = [{}, {}]
    expect(make(a, b)).toBe(make(a, b))
    make(b, a)
    expect(made).toBe(2)
  })
})
