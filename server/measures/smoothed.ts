import type { ComparedFigure, Figure, MeasureByArea } from '@grid/data/contract'
import { type AreaCases, smoothingOf } from './smoothing.ts'

const how = {
  en: 'Empirical Bayes (Marshall 1991): each rate is drawn towards the overall rate of all areas of this level in your scope, the more so the fewer households it has',
  zh: '经验贝叶斯（Marshall 1991）：以您可见范围内该层级全部区域的总体比率为基准，户数越少的区域越向总体比率靠拢',
}

/** What a rate per 1,000 households counts as one. */
const scale = 1000

/**
 * Figures per 1,000 households with their smoothed values, and what they were smoothed by: the estimate of `all`, the
 * figures of every area of the level that the caller may see.
 */
export function smoothed(
  areas: readonly (ComparedFigure & { code: string })[],
  all: readonly Figure[],
): Pick<MeasureByArea, 'areas' | 'smoothing'> {
  const { rateOf, ...estimate } = smoothingOf(all.map(casesOf))
  return {
    areas: areas.map((area) => {
      const { rate } = rateOf(casesOf(area))
      return { ...area, smoothed: rate === null ? null : rate * scale }
    }),
    smoothing: { ...estimate, how },
  }
}

function casesOf({ numerator, denominator }: Figure): AreaCases {
  return { cases: numerator, households: denominator }
}
