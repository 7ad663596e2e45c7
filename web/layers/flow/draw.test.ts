import { describe, expect, it } from 'vitest'
import { contrast } from '../../lib/colour.ts'
import { themes, tokens } from '../../lib/tokens.ts'
import { flowColour, flowLayers, flowLines, linesOf } from './draw.ts'
import type { Gathered, GatheredFlow } from './gather.ts'

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
