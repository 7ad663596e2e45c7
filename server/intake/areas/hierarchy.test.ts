import { describe, expect, it } from 'vitest'
import type { DraftArea } from './draft.ts'
import { levelAreas, type NamedLevel } from './levels.ts'
import { makeRoot } from './root.ts'
import { soundTree } from './tree.ts'

const area = (code: string, parent?: string, level?: string, more: Partial<DraftArea> = {}): DraftArea => ({
  row: 1,
  key: undefined,
  code,
  name: code,
  nameEn: null,
  level,
  parent,
  kind: 'basic',
  lead: null,
  households: null,
  population: null,
  validFrom: null,
  validTo: null,
  geometry: null,
  bbox: null,
  label: null,
  raw: '',
  ...more,
})
const levels = (...ids: string[]): NamedLevel[] => ids.map((id) => ({ id, name: { en: id, zh: id } }))
const centre = { id: 'here', name: { en: 'Here', zh: '这里' } }

describe('soundTree', () => {
  it('refuses a missing parent, names the nearest code, and refuses what hangs below', () => {
    const { sound, problems } = soundTree([
      area('610117'),
      area('610117001', '610171'),
      area('610117001001', '610117001'),
    ])
    expect(sound.map(({ code }) => code)).toEqual(['610117'])
    expect(problems.map(({ area, reason }) => [area.code, reason])).toEqual([
      ['610117001', 'its parent 610171 is neither in the file nor in the centre'],
      ['610117001001', 'its parent 610117001 was not taken'],
    ])
    expect(problems[0]?.remedy).toContain('610117')
  })

  it('refuses parents that go round in a circle, and their children', () => {
    const { sound, problems } = soundTree([
      area('a', 'c'),
      area('b', 'a'),
      area('c', 'b'),
      area('d', 'c'),
      area('e'),
    ])
    expect(sound.map(({ code }) => code)).toEqual(['e'])
    expect(problems.find(({ area }) => area.code === 'a')?.reason).toContain('a > c > b > a')
    expect(problems.find(({ area }) => area.code === 'd')?.reason).toContain('was not taken')
  })

  it('lets nothing hang below a special grid', () => {
    const { problems } = soundTree([area('a', undefined, undefined, { kind: 'special' }), area('b', 'a')])
    expect(problems.map(({ reason }) => reason)).toEqual(['its parent a is a special grid'])
  })
})

describe('levelAreas', () => {
  it('orders the levels of a file by the tree, whatever the order of its rows', () => {
    const { levels: order, depths } = levelAreas(
      [
        area('g', 'c', 'grid'),
        area('c', 's', 'community'),
        area('d', undefined, 'district'),
        area('s', 'd', 'street'),
      ],
      [],
    )
    expect(order.map(({ id }) => id)).toEqual(['district', 'street', 'community', 'grid'])
    expect(depths.get('g')).toBe(3)
  })

  it('puts a new level between known ones', () => {
    const { levels: order } = levelAreas(
      [area('d', undefined, 'district'), area('z', 'd', 'zone'), area('g', 'z', 'grid')],
      levels('district', 'grid'),
    )
    expect(order.map(({ id }) => id)).toEqual(['district', 'zone', 'grid'])
  })

  it('gives areas without a level that of their depth', () => {
    const { levels: order, depths } = levelAreas(
      [area('d'), area('s', 'd'), area('c', 's')],
      levels('district', 'street'),
    )
    expect(order.map(({ id }) => id)).toEqual(['district', 'street', 'level-3'])
    expect([depths.get('d'), depths.get('s'), depths.get('c')]).toEqual([0, 1, 2])
  })

  it('refuses a parent of the same or a lower level', () => {
    const { problems } = levelAreas(
      [area('a', undefined, 'district'), area('b', 'a', 'district')],
      levels('district', 'street'),
    )
    expect(problems.map(({ reason }) => reason)).toEqual([
      'its parent a is of level district, which is not above district',
    ])
  })

  it('does not guess the level of a list without levels and parents', () => {
    expect(() => levelAreas([area('a'), area('b')], levels('district', 'street'))).toThrow(/map "level"/)
  })

  it('refuses more than six levels, and levels above each other', () => {
    const chain = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(() =>
      levelAreas(
        chain.map((code, i) => area(code, chain[i - 1], `l${i}`)),
        [],
      ),
    ).toThrow(/at most 6/)
    expect(() =>
      levelAreas(
        [area('a', undefined, 'x'), area('b', 'a', 'y'), area('c', 'b', 'x'), area('d', undefined, 'y')],
        [],
      ),
    ).toThrow(/each above the other/)
  })
})

describe('makeRoot', () => {
  const rooted = (areas: DraftArea[], known: NamedLevel[]) =>
    makeRoot(areas, levelAreas(areas, known), centre)
  const square = (west: number): DraftArea['geometry'] => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, 0],
        [west + 1, 0],
        [west + 1, 1],
        [west, 1],
        [west, 0],
      ],
    ],
  })

  it('makes the whole above a single level, its outline that of its parts', () => {
    const parts = [
      area('a', undefined, 'n', { geometry: square(0) }),
      area('b', undefined, 'n', { geometry: square(1) }),
    ]
    const { root, aboveAll } = rooted(parts, levels('n'))
    expect([root?.code, root?.name, aboveAll, root?.bbox]).toEqual(['here', '这里', true, [0, 0, 2, 1]])
    expect(root?.geometry?.type).toBe('Polygon')
  })

  it('makes the whole as the first level where that has no area', () => {
    const { root, aboveAll } = rooted([area('a', undefined, 'n')], levels('city', 'n'))
    expect([root?.code, aboveAll]).toEqual(['here', false])
  })

  it('makes none where the tree has a top, or is a single area', () => {
    expect(rooted([area('d'), area('s', 'd')], []).root).toBeUndefined()
    expect(rooted([area('d')], levels('district')).root).toBeUndefined()
  })

  it('refuses an area further down without a parent, and reads the parent from nested codes', () => {
    const { problems } = rooted(
      [area('610117', undefined, 'district'), area('610117001', undefined, 'street')],
      levels('district', 'street'),
    )
    expect(problems.map(({ reason, remedy }) => `${reason}; ${remedy}`)).toEqual([
      'has no parent, and its level street is not the first; map "parent" to the column with the code of the area above; by the code it looks like 610117',
    ])
  })
})
