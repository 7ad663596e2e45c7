import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { indexAreas } from '../api/index.ts'
import { alike, categoryPairs, notesOf, perThousand } from './CompareSides.ts'

const area = (code: string, path: string, more: Partial<AreaFeature['properties']> = {}): AreaFeature => ({
  type: 'Feature',
  id: code,
  bbox: null,
  geometry: null,
  properties: {
    code,
    name: code,
    nameEn: null,
    level: ['district', 'street', 'community'][path.split('/').length - 1] ?? 'grid',
    parent: path.split('/').at(-2) ?? null,
    kind: 'basic',
    lead: null,
    households: 500,
    population: null,
    path: path.split('/'),
    children: 0,
    label: null,
    validFrom: null,
    validTo: null,
    ...more,
  },
})
const d = area('D', 'D')
const s1 = area('S1', 'D/S1')
const s2 = area('S2', 'D/S2', { households: null })
const c11 = area('C11', 'D/S1/C11')
const c12 = area('C12', 'D/S1/C12')
const c21 = area('C21', 'D/S2/C21')
const x = area('X', 'D/S1/X', { kind: 'special' })
const features = [d, s1, s2, c21, c11, c12, x]
const collection: AreaCollection = { type: 'FeatureCollection', features, synthetic: true, caption: null }
const group = (key: string | null, reported: number) => ({ key, reported, share: 0, measures: [] })

describe('two areas', () => {
  it('come with what to beware of', () => {
    const kinds = (a: AreaFeature, b: AreaFeature) => notesOf(a, b).map(({ kind }) => kind)
    expect(kinds(c11, c12)).toEqual([])
    expect(kinds(c11, c11)).toEqual(['same'])
    expect(kinds(c11, s1)).toEqual(['within', 'levels'])
    expect(notesOf(d, c11)[0]).toEqual({ kind: 'within', inner: 'C11', outer: 'D' })
    expect(kinds(x, c11)).toEqual(['special'])
    expect(kinds(s1, s2)).toEqual(['households'])
  })

  it('are suggested from the same level, those of the same parent first', () => {
    expect(alike(indexAreas([collection]), c12).map(({ id }) => id)).toEqual(['C11', 'X', 'C21'])
    expect(alike(indexAreas([collection]), d)).toEqual([])
  })

  it('have counts set against households only where there are any', () => {
    expect(perThousand(12, 480)).toBe(25)
    expect(perThousand(null, 480)).toBeNull()
    expect(perThousand(12, null)).toBeNull()
  })

  it('have their categories by difference, those of few last', () => {
    const left = [group('lifts', 40), group('noise', 9), group('rubbish', 30), group('none', 0)]
    const right = [group('rubbish', 10), group('noise', 0), group('lifts', 36), group(null, 12)]
    const order = (households: [number, number] | null) =>
      categoryPairs(left, right, households).map(({ key }) => key)
    // 20, 12, 4, then noise with nine tickets
    expect(order(null)).toEqual(['rubbish', null, 'lifts', 'noise'])
    // per 1,000: lifts 40 and 144, rubbish 30 and 40, unknown 0 and 48
    expect(order([1000, 250])).toEqual(['lifts', null, 'rubbish', 'noise'])
    expect(categoryPairs(left, right, [1000, 250])[0]?.values).toEqual([40, 144])
  })
})
