import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Limiter } from './limiter.ts'

describe('a pace', () => {
  it('lets a burst through at once, then one at a time', () => {
    const limiter = new Limiter({ burst: 3, everyMs: 10_000 })
    expect([0, 1, 2].map(() => limiter.take('a', 0))).toEqual([0, 0, 0])
    expect(limiter.take('a', 0)).toBe(10)
    expect(limiter.take('a', 9_001)).toBe(1)
    expect(limiter.take('b', 9_001)).toBe(0)
    expect(limiter.take('a', 10_000)).toBe(0)
    expect(limiter.take('a', 10_000)).toBe(10)
    expect([0, 1, 2].map(() => limiter.take('a', 100_000))).toEqual([0, 0, 0])
  })

  it('never lets more through than burst and pace allow, whenever they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3_000 }),
        (gaps, burst, everyMs) => {
          const limiter = new Limiter({ burst, everyMs })
          const passed: number[] = []
          let now = 0
          for (const gap of gaps) {
            now += gap
            if (limiter.take('a', now) === 0) passed.push(now)
          }
          for (let first = 0; first < passed.length; first++)
            for (let last = first; last < passed.length; last++)
              expect(last - first + 1).toBeLessThanOrEqual(burst + (passed[last]! - passed[first]!) / everyMs)
        },
      ),
    )
  })

  it('does not fill the memory with senders', () => {
    const limiter = new Limiter({ burst: 1, everyMs: 1000 })
    for (let n = 0; n < 25_000; n++) limiter.take(`sender ${n}`, n)
    expect(limiter.size).toBeLessThanOrEqual(10_000)
  })
})
