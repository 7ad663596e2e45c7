import { HotspotClass } from '@grid/data/contract'

/** How sure and which way: 3 hot at 99 %, 2 at 95 %, 1 at 90 %, 0 neither, negative cold. */
export type Level = -3 | -2 | -1 | 0 | 1 | 2 | 3

/** The level of a score with its two-sided p; nothing where they are not defined. */
export function levelOf(z: number, p: number): Level {
  const sure = p <= 0.01 ? 3 : p <= 0.05 ? 2 : p <= 0.1 ? 1 : 0
  if (sure === 0 || !(Math.abs(z) > 0)) return 0
  return (z > 0 ? sure : -sure) as Level
}

/** The class of a level. */
export function classOf(level: Level): HotspotClass {
  return HotspotClass.options[3 - level]!
}

/** The least level of a confidence. */
export function levelOfConfidence(confidence: 90 | 95 | 99): 1 | 2 | 3 {
  return confidence === 99 ? 3 : confidence === 95 ? 2 : 1
}
