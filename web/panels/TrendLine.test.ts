import { describe, expect, it } from 'vitest'
import { trendLine } from './TrendLine.ts'

const box = { width: 24, height: 14, rim: 2 }
const of = (...values: (number | null)[]) => values.map((value) => ({ value, smallNumber: false }))

describe('the line of a trend', () => {
  it('goes from left to right between zero and the highest', () => {
    expect(trendLine(of(0, 5, 10), box)).toEqual({
      strokes: [
        { from: [2, 12], to: [12, 7], faint: false },
        { from: [12, 7], to: [22, 2], faint: false },
      ],
      lone: [],
      end: [22, 2],
      zero: 12,
    })
  })

  it('keeps zero in view, so that a small swing high up looks small', () => {
    const line = trendLine(of(95, 100), box)
    expect(line?.strokes[0]?.from).toEqual([2, 2.5])
    expect(trendLine(of(-5, 5), box)?.zero).toBe(7)
  })

  it('breaks where there is no value, and marks what stands alone', () => {
    const line = trendLine(of(4, null, 2, null), box)
    expect([line?.strokes, line?.lone, line?.end]).toEqual([
      [],
      [
        [2, 2],
        [expect.closeTo(15.33, 2), 7],
      ],
      null,
    ])
    expect(trendLine(of(null, null), box)).toBeNull()
  })

  it('lies on the ground where all is zero', () => {
    expect(trendLine(of(0, 0), box)?.strokes).toEqual([{ from: [2, 12], to: [22, 12], faint: false }])
  })

  it('is faint where a month rests on few', () => {
    const figures = [
      { value: 1, smallNumber: false },
      { value: 1, smallNumber: false },
      { value: 1, smallNumber: true },
      { value: 1, smallNumber: false },
    ]
    expect(trendLine(figures, box)?.strokes.map(({ faint }) => faint)).toEqual([false, true, true])
  })
})
