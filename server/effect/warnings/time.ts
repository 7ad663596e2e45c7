import { direction, shown } from '../evidence.ts'
import { monthsOf } from '../sides.ts'
import { rateRatio } from '../statistics/rate-ratio.ts'
import { ratioSaid } from '../wording.ts'
import { type WarningRule, warning } from './warning.ts'

/** Both sides hold the same seasons only when each is made of whole years. */
export const season: WarningRule = ({ ratio: { before, after } }) =>
  before.months % 12 === 0 && after.months % 12 === 0
    ? null
    : warning(
        'season',
        `The sides hold different seasons (${before.months} months before, ${after.months} after): heating, heat and rain alone can make a difference. Twelve months on each side would not have this fault.`,
        `两侧的季节不同（之前${before.months}个月，之后${after.months}个月）：供暖、高温、降雨本身就会造成差别；两侧各取12个月可避免。`,
      )

/** A change that was under way already. */
export const trendBefore: WarningRule = ({ judged, fit }) => {
  const way = direction(judged)
  if (fit === null || way === 0 || direction(fit.segmented.slopeBefore) !== way) return null
  const times = ratioSaid(fit.segmented.slopeBefore.value ?? 1)
  return way < 0
    ? warning(
        'trend_before',
        `It was falling before the date already (each month ${times} times the one before): the ratio credits the date with a fall that had begun. Look at the change of level.`,
        `在该日期之前已在下降（每月为上月的${times}倍）：比值把早已开始的下降也算在了该日期上，请看水平变化。`,
      )
    : warning(
        'trend_before',
        `It was rising before the date already (each month ${times} times the one before): the ratio credits the date with a rise that had begun. Look at the change of level.`,
        `在该日期之前已在上升（每月为上月的${times}倍）：比值把早已开始的上升也算在了该日期上，请看水平变化。`,
      )
}

const peakMonths = 3
const peakRatio = 1.5

/** The last months before the date far above the earlier ones: what is measured from a peak falls. */
export const peakBefore: WarningRule = ({ windows, counts }) => {
  const before = monthsOf(windows, counts, 'before')
  if (before.length < 2 * peakMonths) return null
  const summed = (months: typeof before) =>
    months.reduce((sum, month) => ({ count: sum.count + month.count, exposure: sum.exposure + month.days }), {
      count: 0,
      exposure: 0,
    })
  const { value, p } = rateRatio(summed(before.slice(0, -peakMonths)), summed(before.slice(-peakMonths)))
  if (p === null || p >= shown || (value !== null && value < peakRatio)) return null
  const times = value === null ? null : ratioSaid(value)
  return warning(
    'peak_before',
    `The ${peakMonths} months before the date were a peak (${times === null ? 'there was nothing earlier' : `${times} times the months before them`}): after a peak numbers mostly fall by themselves (regression to the mean).`,
    `该日期前${peakMonths}个月正处于高峰（${times === null ? '更早没有工单' : `为更早月份的${times}倍`}）：高峰之后数量往往自行回落（向均值回归）。`,
  )
}

export const splitMonth: WarningRule = ({ windows, date }) => {
  const split = windows.months.find(({ side }) => side === 'split')
  return split === undefined
    ? null
    : warning(
        'split_month',
        `${split.month.slice(0, 7)} is on neither side, because ${date} lies within it.`,
        `${date}位于${split.month.slice(0, 7)}之中，该月不计入任何一侧。`,
      )
}

export const fewerMonths: WarningRule = ({ windows, ratio: { before, after } }) =>
  windows.cut
    ? warning(
        'fewer_months',
        `The data holds fewer whole months than asked for: ${before.months} before and ${after.months} after.`,
        `数据中的整月少于所要求的：之前${before.months}个月，之后${after.months}个月。`,
      )
    : null
