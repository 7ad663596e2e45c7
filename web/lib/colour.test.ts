import { describe, expect, it } from 'vitest'
import { channels, contrast, hueOf, linear, rampOf } from './colour.ts'
import { themes, tokens } from './tokens.ts'

const directions = ['less is better', 'more is better', 'neutral'] as const

/** Severity 1.0 matrices of Machado, Oliveira and Fernandes 2009, table 1: linear RGB to linear RGB. */
const sight: Record<string, number[][]> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE lightness of a colour as that eye sees it. */
function lightness(colour: string, matrix: number[][]): number {
  const rgb = channels(colour).map(linear)
  const seen = matrix.map((row) =>
    Math.max(
      0,
      row.reduce((sum, k, i) => sum + k * (rgb[i] ?? 0), 0),
    ),
  )
  const y = 0.2126 * (seen[0] ?? 0) + 0.7152 * (seen[1] ?? 0) + 0.0722 * (seen[2] ?? 0)
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y
}

describe('ramps', () => {
  it('give one hue to each direction', () => {
    expect(directions.map(hueOf)).toEqual(['warm', 'cool', 'slate'])
  })

  for (const theme of themes)
    for (const direction of directions)
      for (const [eye, matrix] of Object.entries(sight))
        it(`${theme}, ${direction}: classes are told apart by lightness, ${eye}`, () => {
          for (const [classes, zero] of [1, 2, 3, 4, 5].flatMap((n) => [
            [n, false] as const,
            [n, true] as const,
          ])) {
            const ramp = rampOf(direction, theme, classes, zero)
            expect(ramp).toHaveLength(classes)
            const steps = ramp.slice(1).map((colour, index) => {
              const step = lightness(colour, matrix) - lightness(ramp[index] ?? '', matrix)
              return theme === 'light' ? -step : step
            })
            for (const step of steps) expect(step).toBeGreaterThan(6)
          }
        })

  it('draw all zeros in the lowest colour, not in the middle', () => {
    expect(rampOf('neutral', 'light', 1, true)[0]).toBe(rampOf('neutral', 'light', 5, true)[0])
    expect(rampOf('neutral', 'light', 1)[0]).toBe(rampOf('neutral', 'light', 5)[2])
  })

  it('leave outlines readable: 3:1 of the map line against the ground of each theme', () => {
    for (const theme of themes) expect(contrast(tokens[theme].mapLine, tokens[theme].land)).toBeGreaterThan(3)
  })
})
