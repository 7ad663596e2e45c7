import type { EmergingClass, HotspotClass } from '@grid/data/contract'
import { contrast } from './colour.ts'
import type { Theme } from './tokens.ts'

/** How a class is drawn: its colour in each theme, and the mark that says the same without colour. */
export interface SpotStyle {
  light: string
  dark: string
  mark: string
  /** hatched over its colour */
  hatched: boolean
}

/**
 * Hot and cold by strength, after ColorBrewer's RdBu (colorbrewer2.org, Apache 2.0): on light ground more is darker, on
 * dark ground more is lighter. Lightness tells how strong, hatching tells cold from hot.
 */
const tones = {
  hot3: { light: '#b2182b', dark: '#ff8a70' },
  hot2: { light: '#e0745a', dark: '#c9543f' },
  hot1: { light: '#fbcdb6', dark: '#7c372e' },
  cold3: { light: '#2166ac', dark: '#7cc0f5' },
  cold2: { light: '#5a9fcd', dark: '#3f80b8' },
  cold1: { light: '#c3dcec', dark: '#28506f' },
  none: { light: '#e4e6e8', dark: '#2b343d' },
  zero: { light: '#f6f7f5', dark: '#171e25' },
} as const

const style = (tone: keyof typeof tones, mark: string): SpotStyle => ({
  ...tones[tone],
  mark,
  hatched: tone.startsWith('cold'),
})

/** Not hot, not cold: with tickets, and without any. Zero has a colour of its own. */
export type QuietClass = 'none' | 'zero'

/** Classes of Gi*, hottest first. The mark is the confidence, its sign the direction. */
export const hotspotStyles: Record<HotspotClass | QuietClass, SpotStyle> = {
  hot99: style('hot3', '+99'),
  hot95: style('hot2', '+95'),
  hot90: style('hot1', '+90'),
  none: style('none', ''),
  zero: style('zero', ''),
  cold90: style('cold1', '−90'),
  cold95: style('cold2', '−95'),
  cold99: style('cold3', '−99'),
}

/**
 * Classes of how hot places came about, what needs attention first. Strong: hot now and for good or just begun; middle:
 * hot now, on and off; pale: fading or over. Marks are shared by the hot and the cold of a kind.
 */
export const emergingStyles: Record<EmergingClass | QuietClass, SpotStyle> = {
  new_hot: style('hot3', '✱'),
  consecutive_hot: style('hot3', '‖'),
  intensifying_hot: style('hot3', '▲'),
  persistent_hot: style('hot3', '■'),
  sporadic_hot: style('hot2', '∴'),
  oscillating_hot: style('hot2', '≈'),
  diminishing_hot: style('hot1', '▼'),
  historical_hot: style('hot1', '○'),
  none: style('none', ''),
  zero: style('zero', ''),
  new_cold: style('cold3', '✱'),
  consecutive_cold: style('cold3', '‖'),
  intensifying_cold: style('cold3', '▲'),
  persistent_cold: style('cold3', '■'),
  sporadic_cold: style('cold2', '∴'),
  oscillating_cold: style('cold2', '≈'),
  diminishing_cold: style('cold1', '▼'),
  historical_cold: style('cold1', '○'),
}

/** Whether a class is of hot places, of cold ones, or of neither. */
export function senseOf(id: string): 'hot' | 'cold' | 'neither' {
  if (id.includes('hot')) return 'hot'
  return id.includes('cold') ? 'cold' : 'neither'
}

/** Black or white, whichever reads better on a colour. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#000000') >= contrast(colour, '#ffffff') ? '#000000' : '#ffffff'
}

/** The colours of styles in a theme, by class. */
export function coloursOf<Id extends string>(styles: Record<Id, SpotStyle>, theme: Theme): [Id, string][] {
  const ids: Id[] = []
  for (const id in styles) ids.push(id)
  return ids.map((id) => [id, styles[id][theme]])
}
