import { describe, expect, it } from 'vitest'
import { cubeLevels } from './cube-levels.ts'
import { neighbourhoodOf } from './neighbourhood.ts'
import { cubeScores } from './space-time.ts'

/** Three places in a row, four steps; the middle one fills up. */
const row = neighbourhoodOf([[1], [0, 2], [1]])
const values = Float64Array.from([0, 0, 1, 1, 0, 0, 0, 4, 0, 0, 6, 0])

describe('a space-time cube', () => {
  it('is scored by place and time before, never after', () => {
    const { z, around } = cubeScores(values, 4, row, 1)
    // by hand: first steps have no step before; the others take theirs and one more
    expect([...around]).toEqual([0, 1, 1, 1, 2, 1, 5, 5, 4, 10, 10, 10])
    // n 12, mean 1, Σx² 54: S = √3.5; the last place at the last step: W 4, sum 10
    const spread = Math.sqrt(3.5) * Math.sqrt((12 * 4 - 16) / 11)
    expect(z[11]).toBeCloseTo((10 - 4) / spread, 12)
    // the first place at the first step: W 2, sum 0
    expect(z[0]).toBeCloseTo(-2 / (Math.sqrt(3.5) * Math.sqrt((12 * 2 - 4) / 11)), 12)
    const cut = cubeScores(values.subarray(0, 9), 3, row, 1)
    expect([...cut.around]).toEqual([...around.subarray(0, 9)])
  })

  it('without steps back is scored step by step against the whole', () => {
    expect([...cubeScores(values, 4, row, 0).around]).toEqual([0, 1, 1, 1, 1, 0, 4, 4, 4, 6, 6, 6])
  })

  it('calls hot and cold what survives the correction over all its scores, and nothing over a handful of tickets', () => {
    // p of z 5, 3, -3.2, 1: 5.7e-7, 0.0027, 0.00137, 0.317; of four tests all but the last are below 0.01 after it
    const z = Float64Array.from([5, 3, -3.2, 1])
    expect([...cubeLevels(z, Float64Array.from([9, 9, 0, 9]), 5)]).toEqual([3, 3, -3, 0])
    expect([...cubeLevels(z, Float64Array.from([9, 4, 0, 9]), 5)]).toEqual([3, 0, -3, 0])
    // 2.2 alone is 0.028: hot at 95 %; among ten of which nine are nothing its corrected p is 0.28
    const alone = Float64Array.from([2.2])
    expect([...cubeLevels(alone, Float64Array.from([9]), 5)]).toEqual([2])
    const among = Float64Array.from([2.2, ...new Array(9).fill(0.1)])
    expect([...cubeLevels(among, new Float64Array(10).fill(9), 5)]).toEqual(new Array(10).fill(0))
    expect([...cubeLevels(Float64Array.from([Number.NaN]), Float64Array.from([9]), 5)]).toEqual([0])
  })
})
