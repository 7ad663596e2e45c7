import { existsSync, readFileSync } from 'node:fs'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { buildAreas } from '../../scripts/build-demo/areas/index.ts'
import { asText } from '../../scripts/build-demo/areas/write.ts'

const pack = new URL('../../data/packs/gaoling/', import.meta.url)
const official = new URL('../../../shared/data/gaoling/', import.meta.url)

const { areas, basemap } = buildAreas()
const all = areas.features.map(({ properties, geometry }) => ({
  code: String(properties?.code),
  name: String(properties?.name),
  nameEn: String(properties?.nameEn),
  level: String(properties?.level),
  parent: properties?.parent === undefined ? undefined : String(properties.parent),
  kind: String(properties?.kind),
  households: Number(properties?.households),
  population: Number(properties?.population),
  keys: Object.keys(properties ?? {}),
  rings: geometry.coordinates,
  ring: geometry.coordinates[0] ?? [],
}))
type Row = (typeof all)[number]
const basic = all.filter(({ kind }) => kind === 'basic')
const level = (id: string) => basic.filter((area) => area.level === id)
const childrenOf = (code: string) => basic.filter(({ parent }) => parent === code)
const byCode = new Map(all.map((area) => [area.code, area]))

describe('the list of areas', () => {
  it('has one district, 7 streets, 118 communities, 188 basic grids and one special grid', () => {
    expect(['district', 'street', 'community', 'grid'].map((id) => level(id).length)).toEqual([
      1, 7, 118, 188,
    ])
    expect(all.filter(({ kind }) => kind === 'special').map(({ code }) => code)).toEqual(['610117001002Z01'])
  })

  it.each(['streets.csv', 'communities.csv'])('carries the official codes of %s', (file) => {
    const codes = column(readFileSync(new URL(`source/${file}`, pack), 'utf8'))
    expect(level(file === 'streets.csv' ? 'street' : 'community').map(({ code }) => code)).toEqual(codes)
  })

  it.skipIf(!existsSync(official)).each(['streets.csv', 'communities.csv'])(
    'has a source whose %s is the official list',
    (file) => {
      const source = readFileSync(new URL(`source/${file}`, pack), 'utf8')
      expect(column(source)).toEqual(column(readFileSync(new URL(file, official), 'utf8')))
      expect(column(source, 1)).toEqual(column(readFileSync(new URL(file, official), 'utf8'), 1))
    },
  )

  it('names places as people say them, each once in either language', () => {
    const names = (code: string) => [byCode.get(code)?.name, byCode.get(code)?.nameEn]
    expect(names('610117')).toEqual(['高陵区', 'Gaoling District'])
    expect(names('610117001')).toEqual(['鹿苑街道', 'Luyuan Street'])
    expect(names('610117001008')).toEqual(['水景社区', 'Shuijing Community'])
    expect(names('610117001200')).toEqual(['草市村', 'Caoshi Village'])
    expect(names('610117002009')).toEqual(['泾渭东路社区', 'Jingwei East Road Community'])
    expect(names('610117004002')).toEqual(['泾渭路社区', 'Jingwei Road Community'])
    expect(names('610117007203')).toEqual(['官路村', 'Guanlu Village'])
    expect(names('610117001008001')).toEqual(['水景社区第1网格', 'Shuijing Community Grid 1'])
    expect(names('610117001008002')).toEqual([
      '水景社区第2网格（杨林三期）',
      'Shuijing Community Grid 2 (Yanglin Phase III)',
    ])
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(new Set(all.map(({ nameEn }) => nameEn)).size).toBe(all.length)
    expect(all.filter(({ name }) => /委会|居民委员会|管委会/u.test(name))).toEqual([])
    expect(all.filter(({ nameEn }) => !/^[A-Z][A-Za-z]*( [A-Z(][A-Za-z0-9)]*| \d+)+$/.test(nameEn))).toEqual(
      [],
    )
  })

  it('carries a lead, the name of an organisation, above the grids only', () => {
    for (const { level: at, keys } of all) expect(keys.includes('lead')).toBe(at !== 'grid')
    expect(JSON.stringify(areas)).toContain('"lead":"中共鹿苑街道工作委员会"')
  })

  it('is in the order of level, then code', () => {
    const ranks = ['district', 'street', 'community', 'grid']
    const keys = all.map((area) => `${ranks.indexOf(area.level)} ${area.code}`)
    expect(keys).toEqual([...keys].sort())
  })

  it('hangs every area but the district on one of the level above, whose code begins its own', () => {
    const above: Record<string, string> = { street: 'district', community: 'street', grid: 'community' }
    for (const { level: at, parent, code } of all) {
      if (at === 'district') expect(parent).toBeUndefined()
      else
        expect([byCode.get(parent ?? '')?.level, code.startsWith(parent ?? '?')]).toEqual([above[at], true])
    }
  })
})

describe('households and people', () => {
  it('are those of the district, and sum to it from every level', () => {
    for (const id of ['district', 'street', 'community', 'grid']) {
      expect(sum(level(id).map(({ households }) => households))).toBe(130_440)
      expect(sum(level(id).map(({ population }) => population))).toBe(416_996)
    }
    for (const area of basic.filter((one) => one.level !== 'grid')) {
      expect(sum(childrenOf(area.code).map(({ households }) => households))).toBe(area.households)
      expect(sum(childrenOf(area.code).map(({ population }) => population))).toBe(area.population)
    }
  })

  it('make grids of about 694 households', () => {
    for (const grid of level('grid')) {
      expect(grid.households).toBeGreaterThan(400)
      expect(grid.households).toBeLessThan(1000)
      expect(grid.population / grid.households).toBeGreaterThan(2.4)
      expect(grid.population / grid.households).toBeLessThan(4.3)
    }
  })
})

describe('boundaries', () => {
  it('are simple rings with an anticlockwise outside, six decimals and no hole', () => {
    for (const area of all) {
      expect(area.rings.length, area.code).toBe(1)
      expect(area.ring[0], area.code).toEqual(area.ring.at(-1))
      expect(signedArea(area.ring), area.code).toBeGreaterThan(0)
      expect(crossings(area.ring), area.code).toBe(0)
      for (const degrees of area.ring.flat()) expect(Math.round(degrees * 1e6) / 1e6).toBe(degrees)
    }
  })

  it('have children that tile their parent: every inner edge is shared and the rest are the outline', () => {
    for (const area of basic.filter((one) => one.level !== 'grid')) {
      const children = childrenOf(area.code)
      const covered = sum(children.map(({ ring }) => signedArea(ring)))
      expect(Math.abs(covered / signedArea(area.ring) - 1), area.code).toBeLessThan(1e-6)
      const left = children.flatMap(({ ring }) => directed(ring))
      const edges = new Set(left)
      expect(edges.size, `${area.code}: an edge used twice in one direction`).toBe(left.length)
      const outer = left.filter((edge) => !edges.has(reversed(edge)))
      expect(outer.sort(), area.code).toEqual(directed(area.ring).sort())
    }
  })

  it('make no slivers: compact cells of a sane size, with no needle corner between three of them', () => {
    for (const grid of level('grid')) {
      // 4πA/P²: a circle has 1, a square 0.79, a rectangle of one by five 0.44
      expect(compactness(grid), grid.code).toBeGreaterThan(0.3)
      expect(squareKilometres(grid), grid.code).toBeGreaterThan(0.1)
    }
    const cells = level('community')
    expect(sum(cells.map(compactness)) / cells.length).toBeGreaterThan(0.6)
  })

  it('keep within 1 % of the real district', () => {
    expect(squareKilometres(byCode.get('610117')!)).toBeGreaterThan(285)
    expect(squareKilometres(byCode.get('610117')!)).toBeLessThan(291)
  })

  it('lay towns out smaller than villages', () => {
    const mean = (rows: Row[]) => sum(rows.map(squareKilometres)) / rows.length
    const town = level('community').filter(({ name }) => name.endsWith('社区'))
    const villages = level('community').filter(({ name }) => name.endsWith('村'))
    expect([town.length, villages.length]).toEqual([32, 86])
    expect(mean(villages)).toBeGreaterThan(2 * mean(town))
  })

  it('let the special grid overlap exactly two basic grids of its community', () => {
    const market = byCode.get('610117001002Z01')!
    const touched = level('grid').filter((grid) =>
      market.ring.slice(1).some((corner) => contains(grid.ring, corner)),
    )
    expect(touched.map(({ parent }) => parent)).toEqual([market.parent, market.parent])
  })
})

describe('numbering', () => {
  it('counts from 001 without a gap', () => {
    for (const { code } of level('community')) {
      const own = childrenOf(code).map((grid) => grid.code)
      expect(own).toEqual(own.map((_, i) => `${code}${String(i + 1).padStart(3, '0')}`))
    }
  })

  it('runs west to east along a row, and a new row begins further south', () => {
    const steps = level('community').flatMap(({ code }) => {
      const own = childrenOf(code).map(({ ring }) => centre(ring))
      return own.slice(1).map((to, i) => ({ code, from: own[i]!, to }))
    })
    expect(steps.length).toBe(70)
    for (const { code, from, to } of steps) {
      const east = to[0]! > from[0]!
      const south = to[1]! < from[1]!
      expect(east || south, code).toBe(true)
    }
  })

  it('never gives a grid that lies wholly north of another the higher number', () => {
    for (const { code } of level('community')) {
      const own = childrenOf(code)
      own.forEach((grid, i) => {
        const top = Math.max(...grid.ring.map(([, lat]) => lat!))
        for (const later of own.slice(i + 1)) {
          const bottom = Math.min(...later.ring.map(([, lat]) => lat!))
          expect(bottom < top, `${grid.code} before ${later.code}`).toBe(true)
        }
      })
    }
  })
})

describe('the files', () => {
  it('are what the code makes, byte for byte, and small', () => {
    expect(readFileSync(new URL('areas.geojson', pack), 'utf8')).toBe(asText(areas))
    expect(readFileSync(new URL('basemap.geojson', pack), 'utf8')).toBe(asText(basemap))
    expect(asText(areas).length).toBeLessThan(600_000)
  })

  it('come out the same on a second run', () => {
    expect(asText(buildAreas().areas)).toBe(asText(areas))
  })

  it('draw both rivers through the district', () => {
    expect(basemap.features.map(({ properties }) => [properties?.kind, properties?.nameEn])).toEqual([
      ['river', 'Wei River'],
      ['river', 'Jing River'],
    ])
    const outline = byCode.get('610117')!.ring
    for (const { geometry } of basemap.features) {
      const line = geometry.type === 'LineString' ? geometry.coordinates : []
      expect(line.filter((point) => contains(outline, point)).length).toBeGreaterThan(5)
    }
  })
})

function column(csv: string, at = 0): string[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(',')[at] ?? '')
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

/** Twice-signed area of a closed ring in square degrees, from its first corner so that digits are kept. */
function signedArea(ring: Position[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  return (
    sum(
      ring.slice(1).map(([x = 0, y = 0], i) => {
        const [px = 0, py = 0] = ring[i] ?? []
        return (px - x0) * (y - y0) - (x - x0) * (py - y0)
      }),
    ) / 2
  )
}

/** 111.32 km to a degree of latitude on a sphere; cos 34.51° = 0.824. */
function squareKilometres({ ring }: Row): number {
  return signedArea(ring) * 111.32 * 111.32 * 0.824
}

function compactness(row: Row): number {
  const around = sum(
    row.ring.slice(1).map(([x = 0, y = 0], i) => {
      const [px = 0, py = 0] = row.ring[i] ?? []
      return Math.hypot((x - px) * 111.32 * 0.824, (y - py) * 111.32)
    }),
  )
  return (4 * Math.PI * squareKilometres(row)) / around ** 2
}

function directed(ring: Position[]): string[] {
  return ring.slice(1).map((to, i) => `${ring[i]!.join()};${to.join()}`)
}

function reversed(edge: string): string {
  return edge.split(';').reverse().join(';')
}

function crossings(ring: Position[]): number {
  const n = ring.length - 1
  const side = (a: Position, b: Position, c: Position) =>
    Math.sign((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!))
  let count = new Set(ring.slice(1).map((point) => point.join())).size === n ? 0 : 1
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!]
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) count += 1
    }
  }
  return count
}

function contains(ring: Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? []
    const [bx = 0, by = 0] = ring[i] ?? []
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}

function centre(ring: Position[]): Position {
  const area = signedArea(ring)
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  const terms = ring.slice(1).map(([x = 0, y = 0], i) => {
    const [px = 0, py = 0] = ring[i] ?? []
    const cross = (px - x0) * (y - y0) - (x - x0) * (py - y0)
    return [(px + x - 2 * x0) * cross, (py + y - 2 * y0) * cross]
  })
  return [
    x0 + sum(terms.map(([x = 0]) => x)) / (6 * area),
    y0 + sum(terms.map(([, y = 0]) => y)) / (6 * area),
  ]
}
