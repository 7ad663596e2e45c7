import { describe, expect, it } from 'vitest'
import { contrast } from '../../lib/colour.ts'
import { themes, tokens } from '../../lib/tokens.ts'
import { dotsOf, flowLayers, flowLines } from './draw.ts'
import type { Gathered, GatheredFlow } from './gather.ts'
import { flowColour, linesOf } from './lines.ts'

const mark = (key: string, lon: number): Gathered => ({
  key,
  name: key,
  at: [lon, 34],
  members: [],
  traffic: 0,
})
const a = mark('a', 109)
const b = mark('b', 110)
const flow = (from: Gathered, to: Gathered, handOffs: number): GatheredFlow => ({
  from,
  to,
  links: [],
  handOffs,
  direction: 'up',
})

describe('flows as drawn', () => {
  it('are as wide as they are many, the widest 12 pixels, none too thin to see', () => {
    const drawn = linesOf([flow(a, b, 100), flow(b, a, 50), flow(a, b, 1)], () => false)
    expect(drawn.map(({ width }) => width)).toEqual([1.5, 6, 12])
  })

  it('lie apart there and back, and those that do not matter lie below', () => {
    const there = flow(a, b, 10)
    const drawn = linesOf([there, flow(b, a, 10)], (one) => one === there)
    expect(drawn.map(({ faint }) => faint)).toEqual([true, false])
    // eastwards the curve leans south, westwards north
    expect(drawn[0]?.line[12]?.[1]).toBeLessThan(34)
    expect(drawn[1]?.line[12]?.[1]).toBeGreaterThan(34)
  })

  it('carry dots from the giver to the receiver, all round once and none on what is faint', () => {
    const [east, west] = linesOf([flow(a, b, 3), flow(b, a, 3)], () => false)
    if (!east || !west) throw new Error('two lines')
    // a wide line carries 1 + 12/5 dots, evenly apart
    const at = (phase: number, lines = [east]) => dotsOf(lines, phase).map(({ position }) => position[0])
    expect(at(0)).toEqual([109, expect.closeTo(109 + 1 / 3, 2), expect.closeTo(109 + 2 / 3, 2)])
    for (const [early, late] of [
      [0, 0.1],
      [0.1, 0.2],
      [0.2, 0.3],
    ] as const) {
      expect(Number(at(late)[0])).toBeGreaterThan(Number(at(early)[0]))
      expect(Number(at(late, [west])[0])).toBeLessThan(Number(at(early, [west])[0]))
    }
    expect(at(0.999999)[0]).toBeCloseTo(110, 3)
    expect(dotsOf([{ ...east, faint: true }], 0.5)).toEqual([])
  })

  it.each(themes)('can be told from the ground in %s', (theme) => {
    for (const direction of ['up', 'down', 'sideways'] as const) {
      expect(contrast(flowColour(direction, theme), tokens[theme].land)).toBeGreaterThan(3)
      expect(contrast(flowColour(direction, theme), tokens[theme].panel)).toBeGreaterThan(4.5)
    }
  })

  it('answer the pointer on their lines alone, and lie below the layer named', () => {
    globalThis.ImageData ??= class {
      constructor(
        readonly data: Uint8ClampedArray,
        readonly width: number,
        readonly height: number,
      ) {}
    } as typeof ImageData
    const layers = flowLayers(
      linesOf([flow(a, b, 3)], () => false),
      'light',
      'names',
    )
    expect(layers.filter(({ props }) => props.pickable).map(({ id }) => id)).toEqual([flowLines])
    expect(layers.map(({ props }) => Object.entries(props).find(([key]) => key === 'beforeId')?.[1])).toEqual(
      ['names', 'names', 'names'],
    )
  })
})
