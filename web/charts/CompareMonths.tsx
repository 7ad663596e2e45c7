import type { LocalDate } from '@grid/data/contract'
import { type ReactNode, useMemo } from 'react'
import { formatNumber } from '../lib/format.ts'
import { type Lang, localeOf } from '../lib/lang.ts'
import { dayToMs, formatMonth } from '../lib/time.ts'
import { type Theme, tokens } from '../lib/tokens.ts'
import { useSurface } from '../ui/surface.tsx'
import { Chart } from './Chart.tsx'

/** The months of two areas; `partial` ones are only part of a month. */
export interface MonthsOfTwo {
  months: readonly LocalDate[]
  partial: readonly boolean[]
  names: readonly [string, string]
  values: readonly [readonly number[], readonly number[]]
  /** decimals to be read */
  digits: number
}

/** Two lines over the same months: one whole with discs, the other dashed with squares. */
export function CompareMonths(props: MonthsOfTwo & { label: string }): ReactNode {
  const { months, partial, names, values, digits, label } = props
  const { lang, theme } = useSurface()
  const option = useMemo(
    () => optionOf({ months, partial, names, values, digits }, lang, theme),
    [months, partial, names, values, digits, lang, theme],
  )
  return <Chart option={option} label={label} />
}

function optionOf({ months, partial, names, values, digits }: MonthsOfTwo, lang: Lang, theme: Theme) {
  const token = tokens[theme]
  const looks = [
    { color: token.accent, symbol: 'circle', type: 'solid' },
    { color: token.warn, symbol: 'rect', type: 'dashed' },
  ] as const
  return {
    grid: { left: 44, right: 12, top: 12, bottom: 36 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? formatNumber(value, lang, digits) : '',
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: months.map((month) => formatMonth(month, lang)),
      axisLabel: {
        interval: (index: number) => months.length <= 12 || Number(months[index]?.slice(5, 7)) % 3 === 1,
        formatter: (_: string, index: number) => monthLabel(months[index], index === 0, lang),
        lineHeight: 14,
        hideOverlap: true,
      },
    },
    yAxis: { type: 'value', min: 0, splitNumber: 4 },
    series: looks.map(({ color, symbol, type }, side) => ({
      type: 'line',
      name: names[side],
      symbol,
      symbolSize: 6,
      showAllSymbol: true,
      lineStyle: { color, type, width: 2 },
      itemStyle: { color },
      data: (values[side] ?? []).map((value, at) =>
        partial[at]
          ? { value, itemStyle: { color: token.panel, borderColor: color, borderWidth: 1.5 } }
          : { value },
      ),
    })),
  }
}

/** The month, and the year below it where one begins. */
function monthLabel(month: LocalDate | undefined, first: boolean, lang: Lang): string {
  if (month === undefined) return ''
  const name = new Intl.DateTimeFormat(localeOf(lang), { month: 'short', timeZone: 'UTC' }).format(
    dayToMs(month),
  )
  return first || month.slice(5, 7) === '01' ? `${name}\n${month.slice(0, 4)}` : name
}
