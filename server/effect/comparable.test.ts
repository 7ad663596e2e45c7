import { CentrePack } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { type AreaNode, AreaTree, byToday, type CentreRecord, Dimension } from '../centre/index.ts'
import { type Candidate, comparableAreas } from './comparable.ts'

/** A line is: code, households or -, tickets before; the first is the area itself. */
function among(lines: string, change: (code: string, node: AreaNode) => AreaNode = (_, node) => node) {
  const rows = lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/))
  const top: AreaNode = { code: 'top', keys: [0], depth: 0, kind: 'basic', parent: null }
  const candidates = rows.map(([code = '', households, before], index): Candidate => {
    const node = change(code, { code, keys: [index + 1], depth: 1, kind: 'basic', parent: 'top' })
    return {
      facts: { node, name: code, nameEn: null, households: households === '-' ? null : Number(households) },
      before: Number(before),
    }
  })
  const none = new Dimension([])
  const centre: CentreRecord = {
    version: 1,
    mark: '',
    stem: {},
    pack: CentrePack.parse({ name: 'Made up', timeZone: 'UTC' }),
    levels: [],
    tiers: none,
    sources: none,
    categories: none,
    units: none,
    ...byToday(new AreaTree([top, ...candidates.map(({ facts }) => facts.node)])),
    extent: { tickets: 0, from: null, to: null, bbox: null, latest: null, key: 0, undated: false },
  }
  const [own] = candidates
  if (!own) throw new Error('no area')
  const { matching, chosen } = comparableAreas(centre, own, candidates)
  return { matching, codes: chosen.map(({ facts }) => facts.node.code) }
}

describe('comparable areas', () => {
  it('have half to twice the households and the nearest volume, by ratio, at most five', () => {
    const { matching, codes } = among(`
      own   1000  90
      big   2001  90
      twice 2000  45
      half   500 180
      small  499  90
      near  1000  91
      mid    900  60
      low   1100  30
      none  1000   0
      far   1000  10`)
    expect(matching).toBe('households and volume')
    // ratios to 90: near 1.01, mid 1.5, twice and half 2 (both a factor of 2 in households: by code), low 3, far 9
    expect(codes).toEqual(['near', 'mid', 'half', 'twice', 'low'])
  })

  it('are chosen by volume alone where households are not known', () => {
    const lines = `
      own - 10
      a 100 11
      b   - 10`
    expect(among(lines)).toEqual({ matching: 'volume: households unknown', codes: ['b', 'a'] })
  })

  it('are chosen by volume alone where fewer than three have similar households', () => {
    const lines = `
      own 100 10
      a 110 30
      b 120 20
      c 900 10`
    expect(among(lines)).toEqual({ matching: 'volume: households too unlike', codes: ['c', 'b', 'a'] })
  })

  it('are never the area itself, its relatives, special ones or those of another level', () => {
    const lines = `
      own - 10
      above - 10
      below - 10
      special - 10
      deeper - 10
      other - 3`
    const { codes } = among(lines, (code, node) => {
      if (code === 'own') return { ...node, parent: 'above' }
      if (code === 'below') return { ...node, parent: 'own' }
      if (code === 'special') return { ...node, kind: 'special' }
      return code === 'deeper' ? { ...node, depth: 2 } : node
    })
    expect(codes).toEqual(['other'])
  })

  it('are none, with the reason, for a special area, an area without tickets, a lonely one', () => {
    const lines = 'own - 10\nother - 10'
    const special = among(lines, (code, node) => (code === 'own' ? { ...node, kind: 'special' } : node))
    expect(special).toEqual({ matching: 'none: special area', codes: [] })
    expect(among('own - 0\nother - 5').matching).toBe('none: nothing before')
    expect(among('own - 5\nother - 0').matching).toBe('none: no other area of this level has such tickets')
  })

  it('do not depend on the order they come in', () => {
    const rows = ['a 100 12', 'b 100 12', 'c 100 8', 'd 100 12', 'e 100 10', 'f 150 12', 'g 120 12']
    const there = among(['own 100 12', ...rows].join('\n'))
    const back = among(['own 100 12', ...rows.reverse()].join('\n'))
    expect(there.codes).toEqual(['a', 'b', 'd', 'g', 'f'])
    expect(back).toEqual(there)
  })
})
