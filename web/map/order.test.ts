import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { boxOf, boxOfTickets } from './camera.ts'
import { readingOrder, upFrom } from './order.ts'

function area(code: string, label: [number, number] | null, path = ['d', 's', code]): AreaFeature {
  return {
    type: 'Feature',
    id: code,
    bbox: null,
    geometry: label && {
      type: 'Polygon',
      coordinates: [[label, [label[0] + 1, label[1]], [label[0], label[1] + 2], label]],
    },
    properties: {
      code,
      name: code,
      nameEn: null,
      level: 'community',
      kind: 'basic',
      parent: path.at(-2) ?? null,
      lead: null,
      households: null,
      population: null,
      path,
      children: 0,
      validFrom: null,
      validTo: null,
      label,
    },
  }
}

function collection(...features: AreaFeature[]): AreaCollection {
  return { type: 'FeatureCollection', features, synthetic: false, caption: null }
}

describe('reading order', () => {
  it('goes west to east, then north to south, with the unplaced last', () => {
    const areas = collection(
      area('se', [2, 0]),
      area('nowhere', null),
      area('nw', [0, 9.4]),
      area('sw', [0, 0.3]),
      area('ne', [2, 10]),
    )
    expect(readingOrder(areas).map(({ id }) => id)).toEqual(['nw', 'ne', 'sw', 'se', 'nowhere'])
  })

  it('takes one area, one row, and none', () => {
    expect(readingOrder(collection(area('b', [1, 5]), area('a', [0, 5]))).map(({ id }) => id)).toEqual([
      'a',
      'b',
    ])
    expect(readingOrder(collection(area('a', [0, 0])))).toHaveLength(1)
    expect(readingOrder(undefined)).toEqual([])
  })
})

describe('the way up', () => {
  it('leads from the drawn children to the parent of the area open, and from a drawn area to its parent', () => {
    const communities = collection(area('c1', [0, 0]), area('c2', [1, 0]))
    expect(upFrom(communities, 's')).toBe('d')
    expect(upFrom(communities, 'c2')).toBe('s')
  })

  it('ends at the top', () => {
    expect(upFrom(collection(area('s', [0, 0], ['d', 's'])), 'd')).toBeUndefined()
    expect(upFrom(collection(area('d', [0, 0], ['d'])), 'd')).toBeUndefined()
    expect(upFrom(collection(), undefined)).toBeUndefined()
  })
})

describe('the box to show', () => {
  it('holds every outline, or every placed ticket', () => {
    expect(boxOf(collection(area('a', [0, 0]), area('b', [5, -3]), area('c', null)))).toEqual([0, -3, 6, 2])
    expect(boxOf(collection(area('c', null)))).toBeNull()
    const place = { id: 'T', overdue: false, title: null, status: 'closed' as const, reported_at: '' }
    expect(
      boxOfTickets([
        { ...place, lon: 3, lat: 4 },
        { ...place, lon: null, lat: null },
      ]),
    ).toEqual([3, 4, 3, 4])
  })
})
