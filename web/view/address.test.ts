import { AuditAction, ChecklistTickets, FlowBy, Id, Status, Urgency, writeWay } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeView, encodeView, parseSearch, stringifySearch } from './address.ts'
import { cellChoices, type FieldKey, fields, mapKinds, type View } from './fields.ts'

const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => {
  const read = Id.safeParse(text)
  return read.success && read.data === text
})
const ids = fc.uniqueArray(id, { maxLength: 4 })
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const way = fc
  .tuple(fc.constantFrom(...FlowBy.options), fc.array(orNull(id), { minLength: 2, maxLength: 3 }))
  .map(([by, holders]) => writeWay(by, holders))
const polygon = fc
  .tuple(fc.integer({ min: -179, max: 178 }), fc.integer({ min: -89, max: 88 }))
  .map(([x, y]) =>
    JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 1, y],
          [x, y + 1],
          [x, y],
        ],
      ],
    }),
  )

const view: fc.Arbitrary<View> = fc.record({
  from: orNull(day),
  to: orNull(day),
  category: ids,
  source: ids,
  status: fc.uniqueArray(fc.constantFrom(...Status.options)),
  tier: ids,
  unit: ids,
  urgency: fc.uniqueArray(fc.constantFrom(...Urgency.options)),
  asOf: orNull(day.map((text) => `${text}T08:30:00+08:00`)),
  within: orNull(polygon),
  map: fc.constantFrom(...mapKinds),
  cell: fc.constantFrom(...cellChoices),
  step: orNull(id),
  spot: orNull(id),
  only: orNull(id),
  dismissed: fc.constantFrom('hidden', 'shown'),
  level: orNull(id),
  measure: orNull(id),
  rates: fc.constantFrom('smoothed', 'raw'),
  tab: fc.constantFrom('breakdown', 'ranking', 'tickets', 'effect'),
  by: fc.constantFrom('category', 'source', 'status', 'tier', 'unit', 'urgency'),
  ticket: orNull(id),
  effect: orNull(day),
  effectMonths: fc.constantFrom('12', '3', '6', '18', '24', '36'),
  a: orNull(id),
  b: orNull(id),
  per: fc.constantFrom('households', 'count'),
  checklist: orNull(id),
  item: orNull(id),
  parting: orNull(fc.constantFrom(...ChecklistTickets.options)),
  order: fc.constantFrom('list', 'closed', 'kept', 'time', 'parted'),
  layer: orNull(id),
  area: ids,
  pick: ids,
  column: ids,
  against: fc.constantFrom('none', 'previous', 'year', 'own'),
  againstFrom: orNull(day),
  againstTo: orNull(day),
  sort: orNull(id),
  side: fc.constantFrom('table', 'file', 'picture', 'views'),
  format: fc.constantFrom('geojson', 'geojsonl', 'csv', 'fgb', 'gpkg', 'parquet'),
  profile: fc.constantFrom('internal', 'public'),
  flowBy: fc.constantFrom('unit', 'tier', 'area'),
  flow: fc.uniqueArray(way, { maxLength: 3 }),
  flowPath: orNull(way),
  flowPair: orNull(way),
  flowMotion: fc.constantFrom('on', 'off'),
  who: orNull(id),
  deed: fc.uniqueArray(fc.constantFrom(...AuditAction.options)),
  thing: orNull(id),
  subject: orNull(id),
  basemap: fc.constantFrom('on', 'off'),
  lang: orNull(fc.constantFrom('zh', 'en')),
  theme: orNull(fc.constantFrom('light', 'dark')),
})

describe('the view is the address', () => {
  it('comes back from its address unchanged', () => {
    fc.assert(
      fc.property(view, (before) => {
        const { view: after, notes } = decodeView(parseSearch(stringifySearch(encodeView(before))))
        expect(after).toEqual(before)
        expect(notes).toEqual([])
      }),
    )
  })

  it('reads any address without failing, and what it kept reads again to the same', () => {
    const keys = fc.oneof(fc.constantFrom(...Object.keys(fields)), fc.string())
    const pairs = fc.array(fc.tuple(keys, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
    fc.assert(
      fc.property(pairs, (written) => {
        const first = decodeView(parseSearch(`?${new URLSearchParams(written)}`))
        expect(decodeView(encodeView(first.view))).toEqual({ view: first.view, notes: [] })
      }),
    )
  })

  it('writes nothing for the default view', () => {
    expect(stringifySearch(encodeView(decodeView({}).view))).toBe('')
  })

  it.each<[string, FieldKey, string]>([
    ['?from=2025-02-30', 'from', '2025-02-30'],
    ['?status=closed&status=lost', 'status', 'lost'],
    ['?tab=nowhere', 'tab', 'nowhere'],
    ['?asOf=yesterday', 'asOf', 'yesterday'],
    ['?lang=fr', 'lang', 'fr'],
    ['?map=heat', 'map', 'heat'],
    ['?within={"type":"Point","coordinates":[1,2]}', 'within', '{"type":"Point","coordinates":[1,2]}'],
    ['?within=here', 'within', 'here'],
    ['?measure=a&measure=b', 'measure', 'b'],
  ])('%s is noted', (search, field, value) => {
    expect(decodeView(parseSearch(search)).notes).toEqual([{ field, value }])
  })

  it('keeps the good values beside a bad one', () => {
    expect(decodeView(parseSearch('?status=closed&status=lost')).view.status).toEqual(['closed'])
  })

  it('survives broken escapes and hostile keys', () => {
    const { view: read, notes } = decodeView(parseSearch('?category=%E0%A4&__proto__=x&constructor=y&%=1'))
    expect(read.category).toEqual(['�'])
    expect(notes).toEqual([])
  })
})
