import type { LayerProperty } from '@grid/data/contract'
import type { Feature } from 'geojson'
import { expect, it } from 'vitest'
import { featureClasses } from './featureClasses.ts'

const feature = (properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: null as never,
  properties,
})
const property = (name: string, kind: LayerProperty['kind']): LayerProperty => ({
  name,
  kind,
  label: { en: name, zh: name },
})

it('puts numbers into classes that hold all of them', () => {
  const features = [1, 1, 2, 3, 8, 13, 40].map((tickets) => feature({ tickets }))
  const { lines, breaks, classOf } = featureClasses(features, property('tickets', 'whole number'))
  expect(breaks).toMatchObject({ low: 1, high: 40 })
  expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(7)
  expect(lines.map(({ id }) => id)).toContain(classOf(features[6]!))
})

it('orders words from hot to cold, and tells apart what has no tickets', () => {
  const features = [
    feature({ class: 'cold95', tickets: 1 }),
    feature({ class: 'none', tickets: 0 }),
    feature({ class: 'none', tickets: 4 }),
    feature({ class: 'hot99', tickets: 9 }),
    feature({ class: 'hot99', tickets: 7 }),
  ]
  const { lines, breaks } = featureClasses(features, property('class', 'text'))
  expect(breaks).toBeUndefined()
  expect(lines).toEqual([
    { id: 'hot99', count: 2 },
    { id: 'none', count: 1 },
    { id: 'zero', count: 1 },
    { id: 'cold95', count: 1 },
  ])
})

it('has no classes where there is nothing', () => {
  expect(featureClasses([], property('tickets', 'whole number')).lines).toEqual([])
})
