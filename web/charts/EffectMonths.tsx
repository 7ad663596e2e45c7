import type { EffectSide, LocalDate } from '@grid/data/contract'
import { type ReactNode, useMemo } from 'react'
import { type Lang, localeOf } from '../lib/lang.ts'
import { dayToMs, formatDay } from '../lib/time.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import { useSurface } from '../ui/surface.tsx'
import { Chart } from './Chart.tsx'

/** A month as a bar; the lines are absent where there is too little for them. */
export interface MonthBar {
  month: LocalDate
  side: EffectSide
  count: number
  fitted?: number | null
  projected?: number | null
}

/** What is drawn: bars a month, the date between them, the mean of each side, and the regression's lines. */
export interface MonthsDrawn {
  months: readonly MonthBar[]
  date: LocalDate
  /** tickets a month of each side */
  means: { before: number; after: number }
  /** top of the axis, where charts are to be compared */
  most?: number
  /** the tooltip of a month, in plain lines */
  tip: (month: MonthBar) => string[]
}

/** Monthly counts around a date. */
export function EffectMonths(props: MonthsDrawn & { label: string }): ReactNode {
  const { months, date, means, most, tip, label } = props
  const { lang, theme } = useSurface()
  const option = useMemo(
    () => monthsOption({ months, date, means, tip, ...(most !== undefined && { most }) }, lang, theme),
    [months, date, means, most, tip, lang, theme],
  )
  return <Chart option={option} label={label} />
}

/** The top of the axis: the least round number above everything drawn. */
export function topOf(months: readonly MonthBar[]): number {
  const most = Math.max(1, ...months.flatMap((one) => [one.count, one.fitted ?? 0, one.projected ?? 0]))
  const step = 10 ** Math.floor(Math.log10(most))
  const round = [1, 2, 4, 6, 8, 10, 20].find((times) => times * step >= most * 1.05)
  return (round ?? 20) * step
}

/** What the axis counts in: a whole part of its top. */
function stepOf(top: number): number {
  return top / ([4, 5, 3, 2].find((parts) => top % parts === 0) ?? 1)
}

function monthsOption({ months, date, means, most, tip }: MonthsDrawn, lang: Lang, theme: Theme) {
  const token = tokens[theme]
  const top = most ?? topOf(months)
  const n = months.length
  const boundary = months.filter(({ side }) => side === 'before').length
  const split = months.filter(({ side }) => side === 'split').length
  const mark = boundary + split / 2
  const fill: Record<EffectSide, string> = { before: token.bar, split: 'transparent', after: token.accent }
  const line = (data: (number | null)[][], style: object) => ({
    type: 'line',
    xAxisIndex: 1,
    data,
    symbol: 'none',
    silent: true,
    tooltip: { show: false },
    z: 3,
    ...style,
  })
  const along = (side: EffectSide, of: (month: MonthBar) => number | null | undefined) =>
    months.flatMap((one, index) => {
      const value = of(one)
      return one.side === side && value != null ? [[index + 0.5, value]] : []
    })
  const mean = { lineStyle: { color: token.ink, width: 1.5, type: [2, 3] } }
  const fitted = { lineStyle: { color: token.ink, width: 2 } }
  const projected = { lineStyle: { color: token.warn, width: 2, type: [7, 4] } }
  const left = mark > n * 0.7
  return {
    grid: { left: 34, right: 8, top: 22, bottom: 34 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      formatter: (shown: unknown) => tipAt(shown, months, tip),
    },
    xAxis: [
      {
        type: 'category',
        data: months.map(({ month }) => month),
        axisTick: { alignWithLabel: false, interval: 0, length: 3 },
        axisLabel: {
          interval: (index: number) => isLabelled(months, index),
          formatter: (month: string) => monthLabel(month, month === months[0]?.month, lang),
          fontSize: 11,
          lineHeight: 13,
        },
      },
      { type: 'value', min: 0, max: n, show: false, axisPointer: { show: false, triggerTooltip: false } },
    ],
    yAxis: { type: 'value', min: 0, max: top, interval: stepOf(top), axisLabel: { fontSize: 11 } },
    series: [
      {
        type: 'bar',
        barCategoryGap: '22%',
        barMaxWidth: 44,
        data: months.map(({ count, side }) => ({
          value: count,
          itemStyle: {
            color: fill[side],
            borderColor: side === 'split' ? token.lineStrong : fill[side],
            borderType: side === 'split' ? 'dashed' : 'solid',
            borderWidth: 1,
          },
        })),
      },
      line(
        [
          [0, means.before],
          [boundary, means.before],
        ],
        mean,
      ),
      line(
        [
          [boundary + split, means.after],
          [n, means.after],
        ],
        mean,
      ),
      line(
        along('before', (month) => month.fitted),
        fitted,
      ),
      line(
        along('after', (month) => month.projected),
        projected,
      ),
      line(
        along('after', (month) => month.fitted),
        fitted,
      ),
      {
        ...line(
          [
            [mark, 0],
            [mark, top],
          ],
          { lineStyle: { color: token.inkSoft, width: 1 } },
        ),
        label: {
          show: true,
          formatter: ({ dataIndex }: { dataIndex: number }) => (dataIndex === 1 ? formatDay(date, lang) : ''),
          position: left ? 'left' : 'right',
          offset: [0, -8],
          color: token.ink,
          fontSize: 11,
          fontWeight: 600,
        },
        symbol: 'circle',
        symbolSize: 1,
        showAllSymbol: true,
      },
    ],
  }
}

/** Quarters where there are many months, each one where there are few. */
function isLabelled(months: readonly MonthBar[], index: number): boolean {
  const month = Number(months[index]?.month.slice(5, 7))
  const every = months.length > 40 ? 6 : months.length > 12 ? 3 : months.length > 6 ? 2 : 1
  return (month - 1) % every === 0
}

/** The month, and the year below it where one begins. */
function monthLabel(month: LocalDate, first: boolean, lang: Lang): string {
  const name = new Intl.DateTimeFormat(localeOf(lang), { month: 'short', timeZone: 'UTC' }).format(
    dayToMs(month),
  )
  return first || month.slice(5, 7) === '01' ? `${name}\n${month.slice(0, 4)}` : name
}

function tipAt(shown: unknown, months: readonly MonthBar[], tip: (month: MonthBar) => string[]): string {
  const first: unknown = Array.isArray(shown) ? shown[0] : shown
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return ''
  const month = typeof first.dataIndex === 'number' ? months[first.dataIndex] : undefined
  return month ? tip(month).map(escaped).join('<br>') : ''
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
