import type { AreaCollection, Centre, ComparedFigure, Figure, Measure, Period } from '@grid/data/contract'
import { useMemo } from 'react'
import { isWithin, useAreas, useMeasureByArea, useMeasures, useMeasuresByArea } from '../../api/index.ts'
import { type AreaChange, areaChange, growsWithDays } from '../../lib/areaChange.ts'
import { localeOf } from '../../lib/lang.ts'
import { daysIn } from '../../lib/time.ts'
import { planRows, sortedRows, sortOf } from '../../panels/planRows.ts'
import { areaName } from '../../panels/useNames.ts'
import { useLang } from '../../ui/surface.tsx'
import type { Note } from '../../view/address.ts'
import { type FilterQuery, settle } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import { measureOf } from '../area/measure.ts'

/** Columns beside the one of the map: more do not fit beside it, the file has all of them. */
export const mostColumns = 6

const noMeasures: readonly Measure[] = []

/** What the planner's page is about: read from the address, settled against the centre, its areas and its measures. */
export function usePlan(centre: Centre) {
  const { view, notes } = useView()
  const lang = useLang()
  const settled = useMemo(() => settle(view, centre), [view, centre])
  const areas = useAreas(settled.filter)
  const asked = useMeasures()
  const measures = asked.data ?? noMeasures
  const levels = useMemo(() => centre.levels.filter((level) => level.areas > 0).map(({ id }) => id), [centre])
  const level = levels.find((id) => id === view.level) ?? levels[1] ?? levels[0]
  const known = useMemo(() => view.area.filter((code) => areas.index.get(code)), [view.area, areas.index])
  const picked = useMemo(
    () => new Set(view.pick.filter((code) => areas.index.get(code)?.properties.level === level)),
    [view.pick, areas.index, level],
  )
  const chosen = measureOf(measures, view.measure)
  const columns = useMemo(
    () => columnsOf(measures, chosen.measure, view.column),
    [measures, chosen.measure, view.column],
  )
  const filter = useMemo(
    (): FilterQuery => (known.length > 0 ? { ...settled.filter, area: [...known] } : settled.filter),
    [settled, known],
  )
  const figures = useMeasuresByArea(
    columns.map(({ id }) => id),
    areas.loading ? undefined : level,
    filter,
  )
  const first = figures.answers[0]
  const fitting = first && first.level === level && first.measure.id === columns[0]?.id ? first : undefined
  const own = ownPeriod(view)
  const past = useMeasureByArea(
    view.against === 'own' && own ? columns[0]?.id : undefined,
    level,
    useMemo(() => ({ ...filter, ...own }), [filter, own]),
  )
  const against = useMemo((): Period | null => {
    if (view.against === 'previous') return fitting?.previousPeriod ?? null
    if (view.against === 'year') return fitting?.lastYearPeriod ?? null
    return view.against === 'own' ? own : null
  }, [view.against, fitting, own])
  const lengths = useMemo(() => {
    if (!fitting?.period || against === null || !growsWithDays(fitting.measure)) return undefined
    const now = daysIn(fitting.period)
    const before = daysIn(against)
    return now === before ? undefined : { now, before, longer: now / before }
  }, [fitting, against])
  const change = useMemo(() => {
    if (!fitting || against === null) return undefined
    const { measure } = fitting
    if (view.against !== 'own')
      return changesOf(fitting.areas, measure.unit, lengths?.longer, (now) =>
        view.against === 'year' ? now.lastYear : now.previous,
      )
    if (!past.data || past.data.measure.id !== fitting.measure.id || past.data.level !== level)
      return undefined
    const before = new Map(past.data.areas.map((figure) => [figure.code, figure]))
    return changesOf(fitting.areas, measure.unit, lengths?.longer, ({ code }) => before.get(code) ?? null)
  }, [fitting, against, view.against, past.data, level, lengths])
  const rows = useMemo(() => {
    const lines = planRows(figures.answers, change, (code) => areaName(areas.index, code, lang))
    const ids = columns.map(({ id }) => id)
    return sortedRows(lines, sortOf(view.sort), ids, localeOf(lang))
  }, [figures.answers, change, areas.index, lang, columns, view.sort])
  const shapes = useMemo(
    () => (areas.loading || level === undefined ? undefined : within(areas.byLevel.get(level), known)),
    [areas.loading, areas.byLevel, level, known],
  )
  const wider = level === undefined ? undefined : levels[levels.indexOf(level) - 1]
  const allNotes = useMemo(() => {
    const all: Note[] = [...notes, ...settled.notes]
    if (view.level !== null && level !== view.level) all.push({ field: 'level', value: view.level })
    if (asked.data && chosen.unknown && view.measure !== null)
      all.push({ field: 'measure', value: view.measure })
    if (!areas.loading)
      for (const code of view.area) if (!areas.index.get(code)) all.push({ field: 'area', value: code })
    return all
  }, [notes, settled, view, level, asked.data, chosen.unknown, areas])
  return {
    areas,
    measures,
    catalogue: asked,
    settled,
    notes: allNotes,
    levels,
    level,
    measure: columns[0],
    columns,
    filter,
    figures,
    answer: fitting,
    against,
    /** wanted, but not to be had */
    unreachable: view.against !== 'none' && fitting !== undefined && against === null,
    past,
    change,
    /** days of the two periods, where they differ and the figure grows with them */
    lengths,
    rows,
    picked,
    shapes,
    context: wider === undefined ? undefined : areas.byLevel.get(wider),
  }
}

export type Plan = ReturnType<typeof usePlan>

function columnsOf(
  measures: readonly Measure[],
  first: Measure | undefined,
  wanted: readonly string[],
): Measure[] {
  if (!first) return []
  const offered = measures.filter(({ available, id }) => available && id !== first.id)
  const others =
    wanted.length > 0
      ? wanted.flatMap((id) => offered.find((measure) => measure.id === id) ?? [])
      : offered.filter(({ headline }) => headline).slice(0, 2)
  return [first, ...others.slice(0, mostColumns)]
}

function ownPeriod(view: { againstFrom: string | null; againstTo: string | null }): Period | null {
  const { againstFrom: from, againstTo: to } = view
  return from !== null && to !== null && from < to ? { from, to } : null
}

function changesOf(
  figures: readonly (ComparedFigure & { code: string })[],
  unit: Measure['unit'],
  longer: number | undefined,
  beforeOf: (now: ComparedFigure & { code: string }) => Figure | null,
): ReadonlyMap<string, AreaChange> {
  return new Map(figures.map((now) => [now.code, areaChange(now, beforeOf(now), unit, longer)]))
}

/** The areas at or below the ones named; all where none is. */
function within(
  collection: AreaCollection | undefined,
  codes: readonly string[],
): AreaCollection | undefined {
  if (!collection || codes.length === 0) return collection
  return {
    ...collection,
    features: collection.features.filter((area) => codes.some((code) => isWithin(area, code))),
  }
}
