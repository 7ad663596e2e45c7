import { describe, expect, it } from 'vitest'
import { Gate } from './gate.ts'

describe('a gate', () => {
  it('lets so much through at once, the rest in turn, and sends away whom nobody would get to', async () => {
    const gate = new Gate({ atOnce: 2, waiting: 3 })
    const done: number[] = []
    const ends: (() => void)[] = []
    const work = (n: number) => () =>
      new Promise<number>((resolve) => {
        ends.push(() => {
          done.push(n)
          resolve(n)
        })
      })
    const passing = [1, 2, 3, 4, 5].map((n) => gate.pass(work(n)))
    await expect(gate.pass(work(6))).rejects.toMatchObject({ status: 429, retryAfter: 5 })
    expect(ends).toHaveLength(2)
    for (let next = 0; next < 5; next++) {
      ends[next]!()
      await passing[next]
      await Promise.resolve()
      expect(ends.length).toBe(Math.min(5, next + 3))
    }
    expect(await Promise.all(passing)).toEqual([1, 2, 3, 4, 5])
    expect(done).toEqual([1, 2, 3, 4, 5])
    // what failed has left as well
    await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await gate.pass(() => Promise.resolve(7))).toBe(7)
  })
})
