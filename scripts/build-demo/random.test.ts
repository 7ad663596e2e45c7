import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

describe('random numbers', () => {
  it('are those of the published xoshiro128** for the state 1, 2, 3, 4', () => {
    const random = new Random([1, 2, 3, 4])
    // worked by hand from the definition: rotl(s1 * 5, 7) * 9
    expect([random.u32(), random.u32(), random.u32(), random.u32()]).toEqual([11520, 0, 5927040, 70819200])
  })

  it('are the same for the same name and others for another', () => {
    const draw = (name: string): number[] => {
      const random = Random.named(name)
      return Array.from({ length: 5 }, () => random.u32())
    }
    expect(draw('水景')).toEqual(draw('水景'))
    expect(draw('水景')).not.toEqual(draw('泾渭'))
  })

  it('pick an index as often as its weight says, and never one without weight', () => {
    const random = Random.named('weights')
    const drawn = [0, 0, 0, 0]
    for (let i = 0; i < 10_000; i++) drawn[random.weighted([1, 0, 3, 0])]! += 1
    expect(drawn[1]! + drawn[3]!).toBe(0)
    // 2,500 expected, standard deviation 43
    expect(Math.abs(drawn[0]! - 2500)).toBeLessThan(220)
  })

  it('follow the quantiles between their ends', () => {
    const random = Random.named('quantiles')
    const values = Array.from({ length: 4000 }, () => random.quantile([10, 20, 100]))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...values)).toBeLessThanOrEqual(100)
    const belowMedian = values.filter((value) => value < 20).length
    expect(Math.abs(belowMedian - 2000)).toBeLessThan(160)
  })
})
