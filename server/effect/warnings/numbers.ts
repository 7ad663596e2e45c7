import { smallNumber } from '../evidence.ts'
import { intervalSaid } from '../wording.ts'
import { type WarningRule, warning } from './warning.ts'

/** Fewer than 10 on a side. */
export const smallNumbers: WarningRule = ({ ratio: { before, after } }) =>
  before.count >= smallNumber && after.count >= smallNumber
    ? null
    : warning(
        'small_numbers',
        `Small numbers: ${before.count} before and ${after.count} after. A few tickets more or less would change the picture; go by the interval, not by the ratio.`,
        `数量很少：之前${before.count}件，之后${after.count}件。多几件少几件都会改变结论，请看区间而不是比值。`,
      )

/** Months that vary more than chance: the exact interval takes them for Poisson counts. */
export const unevenMonths: WarningRule = ({ widened }) => {
  if (widened === null) return null
  const times = widened.dispersion.toFixed(1)
  const interval = intervalSaid(widened)
  return warning(
    'uneven_months',
    `Months of one side differ ${times} times as much as chance would make them: the exact interval and p are too sure of themselves. Widened for it the interval is ${interval.en}.`,
    `同一侧各月的起伏是偶然波动的${times}倍：精确区间和p值显得过于确定；放宽后的区间为${interval.zh}。`,
  )
}

/** Months that resemble their neighbours tell less than independent ones. */
export const alikeNeighbours: WarningRule = ({ fit, windows }) =>
  fit === null || fit.segmented.autocorrelation <= 2 / Math.sqrt(windows.months.length)
    ? null
    : warning(
        'alike_neighbours',
        `Neighbouring months resemble each other (correlation ${fit.segmented.autocorrelation.toFixed(2)}): they tell less than so many independent months, and all intervals are too narrow.`,
        `相邻月份彼此相似（相关系数${fit.segmented.autocorrelation.toFixed(2)}）：信息量少于同样多的独立月份，所有区间都偏窄。`,
      )

export const tooFewForLines: WarningRule = ({ fit }) =>
  fit !== null
    ? null
    : warning(
        'too_few_for_lines',
        'Too few to say anything of level and slope: the segmented regression needs 4 months and 10 tickets on each side, in more than one month.',
        '数量太少，无法判断水平与斜率的变化：分段回归要求两侧各有至少4个月、10件工单，且不集中在一个月。',
      )
