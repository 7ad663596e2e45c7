import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SquareHeads } from './square-heads.ts'

describe('the latest reports of squares', () => {
  it('are found as in a map, however many there are and wherever they lie', () => {
    const square = fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: 2 ** 32 - 9, max: 2 ** 32 + 9 }),
      fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
    )
    fc.assert(
      fc.property(
        fc.array(square, { maxLength: 2000, size: 'max' }),
        fc.array(square, { maxLength: 50, size: 'max' }),
        fc.nat(2000),
        (set, asked, oldest) => {
          const [heads, slow] = [new SquareHeads(), new Map<number, number>()]
          for (const [report, at] of set.entries()) {
            heads.set(at, report)
            slow.set(at, report)
          }
          const into = new Int32Array(3)
          for (const at of [...asked, ...set.slice(0, 50)]) {
            expect(heads.of(at)).toBe(slow.get(at) ?? -1)
            const expected = [at - 1, at, at + 1].flatMap((one) => slow.get(one) ?? [])
            const found = heads.around(at, oldest, into)
            expect([...into.subarray(0, found)]).toEqual(expected.filter((report) => report >= oldest))
          }
        },
      ),
    )
  })
})
