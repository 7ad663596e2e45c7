import type { Centre, Figure, Measure, MeasureByArea, Period, Summary } from '@grid/data/contract'
import { mostTimeCubeCounts } from '@grid/data/contract'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useMeasureByArea, useTimeSums } from '../../api/index.ts'
import { LiveFigures } from '../../lib/liveFigures.ts'
import { daysIn } from '../../lib/time.ts'
import type { Asked } from '../../panels/Answer.tsx'
import type { Moving } from '../../panels/KpiStrip.tsx'
import { Hand, useGrip, useHeld } from '../../view/hand.ts'
import { brushMeasure } from './measure.ts'
import type { AreaPage } from './useAreaPage.ts'

/** Milliseconds that numbers stand while time moves: long enough to be read. */
const numbersMs = 120

/** What follows the hand on the time strip without a question to the server. */
export interface Live {
  hand: Hand
  /** the measure that plays: the page's own where its days add up, else what was reported */
  played: Measure | undefined
  /** figures of a measure, once they are there */
  figuresOf(measure: Measure | undefined): LiveFigures | undefined
  /** its figure of what the headline is of */
  headline(measure: Measure, period: Period, households: number | null): Figure | undefined
  /** the hand is near the strip, or gone */
  setNear(near: boolean): void
}

/** Asks for the counts by time and area once a hand comes near the strip, and lets go of what was held when its answers are there. */
export function useLive(page: AreaPage, centre: Centre, code: string | null, summary: Asked<Summary>): Live {
  const { place, measure, measures, settled, filters } = page
  const [hand] = useState(() => new Hand())
  const [near, setNear] = useState(false)
  const [level, extent] = [place?.level, settled.extent]
  const reported = brushMeasure(measures)
  const daily = measure?.daily === true && measure.available
  const played = daily ? measure : reported
  const asked = useMemo(() => {
    const areas = 1 + (centre.levels.find(({ id }) => id === level)?.areas ?? 0)
    return fitting(played, measures, areas * (extent ? daysIn(extent) : 0))
  }, [centre, level, extent, played, measures])
  const question = useMemo(() => ({ ...filters.around, ...extent }), [filters.around, extent])
  const sums = useTimeSums(level, asked, question, near && extent !== null).data
  const byArea = useMeasureByArea(measure?.id, level, filters.around)
  const answer = byArea.data?.measure.id === measure?.id ? byArea.data : undefined

  const grip = useGrip(hand)
  const settling = grip?.state === 'settling'
  const waiting = byArea.isFetching || summary.isFetching
  useEffect(() => {
    if (settling && !waiting) hand.clear()
  }, [hand, settling, waiting])
  const { from: _, to: __, ...rest } = filters.around
  const elsewhere = `${code} ${level} ${JSON.stringify(rest)}`
  const where = useRef(elsewhere)
  useEffect(() => {
    if (where.current !== elsewhere) hand.clear()
    where.current = elsewhere
  }, [hand, elsewhere])

  return useMemo(() => {
    const households = new Map(answer?.areas.map(({ code, denominator }) => [code, denominator]))
    const made = new Map<string, LiveFigures>()
    const figuresOf = (wanted: Measure | undefined) => {
      if (!wanted || !sums?.tells(wanted)) return undefined
      // households are known of the page's own measure alone
      if (wanted.unit === 'per 1,000 households' && wanted.id !== answer?.measure.id) return undefined
      const figures =
        made.get(wanted.id) ?? new LiveFigures(sums, wanted, (area) => households.get(area) ?? null)
      made.set(wanted.id, figures)
      return figures
    }
    // where nothing lies below, areas are compared within the one above
    const [within] = filters.here.area ?? []
    const compared = within === filters.around.area?.[0]
    return {
      hand,
      played,
      figuresOf,
      headline: (wanted, period, ofAll) => {
        const figures = figuresOf(wanted)
        if (compared || within === undefined) return figures?.total(period, ofAll)
        return figures?.figure(period, within)
      },
      setNear,
    }
  }, [hand, played, sums, answer, filters])
}

/** Measures whose parts a message has room for at so many counts each: the one that plays first, then those of the headline. */
function fitting(played: Measure | undefined, measures: readonly Measure[], counts: number): string[] {
  const others = measures.filter(({ headline, unit }) => headline && unit !== 'per 1,000 households')
  const ids = new Set<string>()
  let room = mostTimeCubeCounts
  for (const measure of [played, ...others]) {
    if (!measure?.daily || !measure.available || ids.has(measure.id)) continue
    room -= counts * (measure.unit === 'share' ? 2 : 1)
    if (room < 0) break
    ids.add(measure.id)
  }
  return [...ids]
}

/** The headline as it moves; undefined while nothing does. */
export function useLiveHeadline(live: Live, measures: readonly Measure[], summary: Summary | undefined) {
  const held = useHeld(live.hand, numbersMs)
  return useMemo((): Moving | undefined => {
    if (!held) return undefined
    const { period } = held
    const figures = new Map<string, Figure>()
    for (const measure of measures) {
      const whole = summary?.measures.find(({ id }) => id === measure.id)?.denominator ?? null
      const figure = live.headline(measure, period, whole)
      if (figure) figures.set(measure.id, figure)
    }
    return { period, figures }
  }, [held, live, measures, summary])
}

/** The ranking as it moves, without comparisons; as it was asked where nothing moves or it cannot follow. */
export function useLiveRanking(live: Live, asked: Asked<MeasureByArea>): Asked<MeasureByArea> {
  const held = useHeld(live.hand, numbersMs)
  return useMemo(() => {
    const { data } = asked
    const figures = held && data ? live.figuresOf(data.measure) : undefined
    if (!held || !data || !figures) return asked
    const now = figures.figures(held.period)
    const none = { value: null, numerator: 0, denominator: null, n: 0, smallNumber: false }
    const { smoothing: _, ...answer } = data
    const moved: MeasureByArea = {
      ...answer,
      period: held.period,
      areas: data.areas.map(({ code }) => ({
        ...(now.get(code) ?? none),
        code,
        previous: null,
        lastYear: null,
      })),
      unlocated: now.get(null) ?? none,
      total: {
        ...figures.total(held.period, data.total.denominator),
        previous: null,
        lastYear: null,
      },
    }
    return { data: moved, error: null, isFetching: false, isPlaceholderData: false }
  }, [held, live, asked])
}
