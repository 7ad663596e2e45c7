import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import northCarolina from '../../../test/fixtures/hotspots/north-carolina.json' with { type: 'json' }
import { northCarolina as counties } from '../../../test/fixtures/north-carolina.ts'
import { normalTwoSided } from '../../statistics/index.ts'
import { adjusted } from './false-discovery.ts'
import { giStars, momentsOf } from './gi-star.ts'
import { neighbourhoodAmong, neighbourhoodOf } from './neighbourhood.ts'

/** Squares of a grid that touch at a side or a corner. */
function queens(rows: number, columns: number) {
  const near = (a: number, b: number) =>
    a !== b &&
    Math.abs((a % columns) - (b % columns)) <= 1 &&
    Math.abs(Math.floor(a / columns) - Math.floor(b / columns)) <= 1
  const squares = Array.from({ length: rows * columns }, (_, square) => square)
  return neighbourhoodOf(squares.map((square) => squares.filter((other) => near(square, other))))
}

describe('Gi*', () => {
  it('is what spdep gives for a hot corner of a grid', () => {
    const values = new Float64Array(25).fill(1)
    values.set([16, 15], 6)
    values.set([18, 20], 11)
    // localG(x, nb2listw(include.self(cell2nb(5, 5, "queen")), style = "B")) of spdep 1.2.7 on R 4.2.2
    const expected = [
      0.409345994452, 1.023586923627, 1.023586923627, -0.122219334164, -0.9254779005, 1.252748175186,
      2.827381688701, 2.827381688701, 0.652472697392, -1.191638508103, 1.252748175186, 2.827381688701,
      2.827381688701, 0.652472697392, -1.191638508103, 0.106941917394, 0.856370415328, 0.856370415328,
      -0.299049986305, -1.191638508103, -0.9254779005, -1.191638508103, -1.191638508103, -1.191638508103,
      -0.9254779005,
    ]
    const found = giStars(values, queens(5, 5))
    for (const [square, z] of expected.entries()) expect(found[square]).toBeCloseTo(z, 11)
  })

  it('is what spdep gives for sudden infant deaths, with p and its correction', () => {
    // the same of the counties of sids.shp (spData 2.2.1) by poly2nb, p.adjust(p, "BH")
    const deaths = new Map(
      counties.counties.map(([name, cases, births]) => [name, (10_000 * cases) / births]),
    )
    const values = Float64Array.from(northCarolina.names, (name) => deaths.get(name) ?? Number.NaN)
    const z = giStars(values, neighbourhoodOf(northCarolina.neighbours))
    const p = z.map(normalTwoSided)
    const corrected = adjusted(p)
    for (const [county, expected] of northCarolina.z.entries()) {
      expect(z[county]).toBeCloseTo(expected, 9)
      expect(p[county]).toBeCloseTo(northCarolina.p[county]!, 9)
      expect(corrected[county]).toBeCloseTo(northCarolina.adjusted[county]!, 9)
    }
    expect([Math.max(...z), Math.min(...z)].map((one) => one.toFixed(4))).toEqual(['4.2518', '-2.3278'])
    expect([p, corrected].map((list) => list.filter((one) => one < 0.05).length)).toEqual([12, 2])
  })

  it('is not defined where all values are equal, or where a neighbourhood is all there is', () => {
    expect([...giStars(new Float64Array(9).fill(0.1), queens(3, 3))].every(Number.isNaN)).toBe(true)
    const [middle, corner] = [4, 0]
    const z = giStars(Float64Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0]), queens(3, 3))
    expect(z[middle]).toBeNaN()
    expect(z[corner]).toBeGreaterThan(0)
    expect([...giStars(new Float64Array(1), queens(1, 1))]).toEqual([Number.NaN])
    expect(giStars(new Float64Array(0), neighbourhoodOf([]))).toHaveLength(0)
  })

  it('of a place without neighbours is its own standard score', () => {
    const values = Float64Array.from([1, 2, 3, 6])
    const { mean, deviation } = momentsOf(values)
    expect([mean, deviation]).toEqual([3, Math.sqrt(3.5)])
    const z = giStars(values, neighbourhoodOf([[], [], [], []]))
    expect(z[3]).toBeCloseTo(3 / Math.sqrt(3.5), 12)
  })

  const values = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 30, maxLength: 30 })

  it('does not change when all values are counted in another unit or from another start', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -500, max: 500 }),
        (x, scale, shift) => {
          const [one, other] = [x, x.map((value) => value * scale + shift)].map((list) =>
            giStars(Float64Array.from(list), queens(5, 6)),
          )
          for (const [place, z] of one!.entries())
            if (Number.isNaN(z)) expect(other![place]).toBeNaN()
            else expect(other![place]).toBeCloseTo(z, 8)
        },
      ),
    )
  })

  it('turns its sign with the values: cold is hot upside down', () => {
    fc.assert(
      fc.property(values, (x) => {
        const hot = giStars(Float64Array.from(x), queens(6, 5))
        const cold = giStars(
          Float64Array.from(x, (value) => -value),
          queens(6, 5),
        )
        for (const [place, z] of hot.entries()) if (!Number.isNaN(z)) expect(cold[place]).toBeCloseTo(-z, 10)
      }),
    )
  })
})

describe('a neighbourhood', () => {
  it('among some places keeps who touches whom, by new numbers', () => {
    const among = neighbourhoodAmong(queens(2, 3), Int32Array.from([0, 1, 5]))
    expect([...among.starts]).toEqual([0, 1, 3, 4])
    expect([...among.others]).toEqual([1, 0, 2, 1])
  })
})
