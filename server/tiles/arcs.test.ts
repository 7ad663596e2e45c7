import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Corner, simplifier } from './arcs.ts'

const close = (corners: Corner[]): Corner[] => [...corners, corners[0]!]
const turned = (ring: Corner[], by: number): Corner[] => {
  const open = ring.slice(0, -1)
  return close([...open.slice(by), ...open.slice(0, by)])
}

/** A wavy border from south to north that two squares share. */
const border: Corner[] = Array.from({ length: 21 }, (_, step) => [0.5 + (step % 2) * 0.004, step / 20])
const west = close([...border, [0, 1], [0, 0]])
const east = close([[1, 0], [1, 1], ...[...border].reverse()])

describe('outlines made simpler', () => {
  it('lose what is within the tolerance, and no more', () => {
    const simple = simplifier([west])
    expect(simple(west, 0.001)).toHaveLength(west.length)
    // the corners of the square, and where the border's wave begins
    expect(simple(west, 0.01)).toHaveLength(5)
  })

  it('keep a border in common, wherever a ring begins and whichever way it runs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.4, max: 0.6, noNaN: true }), { minLength: 3, maxLength: 30 }),
        fc.nat(40),
        fc.nat(40),
        fc.boolean(),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        (waves, a, b, isBackward, tolerance) => {
          const shared = waves.map((x, step): Corner => [x, step / (waves.length - 1)])
          const left = turned(close([...shared, [0, 1], [0, 0]]), a % (waves.length + 2))
          const forward = turned(close([[1, 0], [1, 1], ...[...shared].reverse()]), b % (waves.length + 2))
          const right = isBackward ? [...forward].reverse() : forward
          const simple = simplifier([left, right])
          const kept = (ring: Corner[]) =>
            new Set(
              simple(ring, tolerance)
                .filter(([x]) => x !== 0 && x !== 1)
                .map(String),
            )
          expect(kept(left)).toEqual(kept(right))
        },
      ),
    )
  })

  it('keep an island and the hole it lies in alike', () => {
    const island = close(
      Array.from({ length: 40 }, (_, step): Corner => {
        const angle = (step / 40) * 2 * Math.PI
        return [0.5 + Math.cos(angle) / 10, 0.5 + Math.sin(angle) / 10]
      }),
    )
    const hole = [...turned(island, 17)].reverse()
    const simple = simplifier([island, hole])
    const kept = (ring: Corner[]) => new Set(simple(ring, 0.01).map(String))
    expect(kept(hole)).toEqual(kept(island))
    expect(kept(island).size).toBeLessThan(20)
  })

  it('end where they begin', () => {
    const simple = simplifier([west, east])
    for (const ring of [west, east])
      for (const tolerance of [0, 0.001, 0.01, 0.3]) {
        const made = simple(ring, tolerance)
        expect(made.at(-1)).toEqual(made[0])
      }
  })

  it('vanish where nothing is left', () => {
    const sliver = close([
      [0, 0],
      [0.5, 0.0001],
      [1, 0],
    ])
    expect(simplifier([sliver])(sliver, 0.01).length).toBeLessThan(4)
  })
})
