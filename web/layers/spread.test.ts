import { describe, expect, it } from 'vitest'
import { spread } from './spread.ts'

const box = [0, -0.5, 1, 0.5] as const

describe('places that would cover each other', () => {
  it('are moved apart by the share of the box, half each, the others not at all', () => {
    const moved = spread(
      new Map([
        ['a', [0.5, 0]],
        ['b', [0.52, 0]],
        ['far', [0.9, 0.4]],
      ]),
      box,
    )
    // 0.11 of a box one degree wide, about the middle at 0.51
    expect(moved.get('a')?.map((n) => n.toFixed(4))).toEqual(['0.4550', '0.0000'])
    expect(moved.get('b')?.map((n) => n.toFixed(4))).toEqual(['0.5650', '0.0000'])
    expect(moved.get('far')).toEqual([0.9, 0.4])
  })

  it('of one place come apart too, each from each', () => {
    const moved = [...spread(new Map(['a', 'b', 'c', 'd'].map((key) => [key, [0.5, 0]])), box).values()]
    for (const [i, a] of moved.entries())
      for (const b of moved.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(0.1)
  })
})
