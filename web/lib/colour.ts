import type { Measure } from '@grid/data/contract'
import { type Theme, tokens } from './tokens.ts'

type Five = readonly [string, string, string, string, string]

/**
 * Sequential ramps, low to high. Warm is ColorBrewer's YlOrBr and cool its BuGn (colorbrewer2.org, Apache 2.0), both
 * safe for colour-blind readers because lightness alone orders them; slate is a grey-blue of the same lightness steps.
 * On dark ground more is lighter, on light ground more is darker.
 */
const ramps: Record<Theme, Record<'warm' | 'cool' | 'slate', Five>> = {
  light: {
    warm: ['#ffffd4', '#fed98e', '#fe9929', '#d95f0e', '#993404'],
    cool: ['#edf8fb', '#b2e2e2', '#66c2a4', '#2ca25f', '#006d2c'],
    slate: ['#eaeff4', '#bfcbd8', '#8fa3b7', '#5f7a94', '#33526f'],
  },
  dark: {
    warm: ['#662506', '#993404', '#ec7014', '#fe9929', '#fee391'],
    cool: ['#00441b', '#006d2c', '#41ae76', '#99d8c9', '#e5f5f9'],
    slate: ['#2b3c4d', '#4a6076', '#7088a0', '#9fb3c6', '#d9e3ec'],
  },
}

/** A class of zeros: a trace of the hue, quieter than the least of something. */
const zeros: Record<Theme, Record<'warm' | 'cool' | 'slate', string>> = {
  light: { warm: '#ffffe5', cool: '#f7fcfd', slate: '#f3f6f9' },
  dark: { warm: '#33241a', cool: '#15302a', slate: '#222c36' },
}

/** Which of five steps fewer classes take: as far apart as their number allows. */
const picks: readonly (readonly number[])[] = [[], [2], [1, 3], [0, 2, 4], [0, 1, 3, 4], [0, 1, 2, 3, 4]]
/** The same for the classes above a class of zeros, which stands for the lowest step. */
const picksAboveZero: readonly (readonly number[])[] = [[], [2], [1, 3], [1, 2, 4], [1, 2, 3, 4]]

/** The hue of a measure: warm where less is better, cool where more is, grey-blue where neither. */
export function hueOf(direction: Measure['direction']): 'warm' | 'cool' | 'slate' {
  if (direction === 'less is better') return 'warm'
  return direction === 'more is better' ? 'cool' : 'slate'
}

/** One colour for each of `classes` (1 to 5), low to high. `zero` says that the first class is zero alone. */
export function rampOf(
  direction: Measure['direction'],
  theme: Theme,
  classes: number,
  zero = false,
): string[] {
  const hue = hueOf(direction)
  const ramp = ramps[theme][hue]
  const picked = zero ? picksAboveZero[classes - 1] : picks[classes]
  return [...(zero ? [zeros[theme][hue]] : []), ...(picked ?? []).flatMap((index) => ramp[index] ?? [])]
}

/** The plain colour under the hatching of an area without data. */
export function noDataColour(theme: Theme): string {
  return tokens[theme].land
}

/** Red, green and blue, 0 to 255, of `#rrggbb`. Throws on anything else. */
export function channels(colour: string): [number, number, number] {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1]
  if (hex === undefined) throw new Error(`not a #rrggbb colour: ${colour}`)
  const value = Number.parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Relative luminance of WCAG 2, 0 (black) to 1 (white). */
export function luminance(colour: string): number {
  const [r, g, b] = channels(colour)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const a = luminance(one)
  const b = luminance(other)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** sRGB channel (0 to 255) to linear light (0 to 1), IEC 61966-2-1. */
export function linear(channel: number): number {
  const c = channel / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
