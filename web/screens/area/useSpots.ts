import type { AreaFeature, EmergingHotspots } from '@grid/data/contract'
import { useMemo } from 'react'
import {
  type PlacesAsked,
  type StepAsked,
  useEmerging,
  useHotspots,
  useRepeats,
  useWarnings,
} from '../../api/index.ts'
import type { Spots } from '../../layers/index.ts'
import { addDays } from '../../lib/time.ts'
import { shownWarnings } from '../../panels/WarningList.tsx'
import type { View } from '../../view/fields.ts'
import type { FilterQuery } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import type { AreaPage } from './useAreaPage.ts'

/** Weeks before the period's end that tell for how long a place has been hot. */
const weeksBefore = 24

/** What the map shows in place of figures, asked for as the view says. */
export function useSpots(page: AreaPage) {
  const { view } = useView()
  const { map: kind } = view
  const { around } = page.filters
  const { level, areas } = page.place ?? { level: undefined, areas: [] }
  const { filter, places, weeks } = useMemo(() => {
    // a place that is looked at narrows the tickets of the page, not the places it is compared with
    const { hexagon: _, ...filter } = around
    return { filter, places: placesOf(view.cell, level), weeks: weeksUpTo(filter) }
  }, [around, view.cell, level])
  const opened = view.spot !== null
  const byRate = 'level' in places && canBeRated(areas)
  const valued = useMemo(
    () => (byRate && view.per === 'households' ? { ...places, value: 'rate' as const } : places),
    [places, byRate, view.per],
  )
  const emerging = useEmerging(valued, stepOf(view.step), filter, {
    enabled: kind === 'emerging',
    drawn: true,
  })
  const counted = useMemo(
    () => (kind === 'emerging' ? inSteps(filter, emerging.data) : filter),
    [kind, filter, emerging.data],
  )
  const hotspots = useHotspots(valued, counted, kind === 'hotspots' || (kind === 'emerging' && opened))
  const lately = useEmerging(valued, 'week', weeks ?? filter, {
    enabled: kind === 'hotspots' && opened && weeks !== null,
    drawn: false,
  })
  const repeats = useRepeats(filter, kind === 'repeats')
  const warnings = useWarnings(filter)
  const { dismissed } = view
  const listed = useMemo(
    () =>
      warnings.data && {
        ...warnings.data,
        warnings: shownWarnings(warnings.data, { dismissed, only: null }),
      },
    [warnings.data, dismissed],
  )
  const shown = useMemo((): Spots | undefined => {
    if (kind === 'hotspots' && hotspots.data) return { kind, answer: hotspots.data }
    if (kind === 'emerging' && emerging.data) return { kind, answer: emerging.data }
    if (kind === 'repeats' && repeats.data) return { kind, answer: repeats.data }
    if (kind === 'warnings' && listed) return { kind, answer: listed }
    return undefined
  }, [kind, hotspots.data, emerging.data, repeats.data, listed])
  return { kind, filter: counted, shown, byRate, hotspots, emerging, lately, repeats, warnings }
}

export type AreaSpots = ReturnType<typeof useSpots>

/** The filter kept to the days of the steps: those left out at either end are counted in no place. */
function inSteps(filter: FilterQuery, over: EmergingHotspots | undefined): FilterQuery {
  const [from] = over?.bins ?? []
  return from === undefined || over?.end == null ? filter : { ...filter, from, to: over.end }
}

function placesOf(cell: View['cell'], level: string | undefined): PlacesAsked {
  if (cell === 'auto') return {}
  if (cell !== 'areas') return { cell }
  return level === undefined ? {} : { level }
}

/** Whether some area of the level has households, so that tickets can be measured by them. */
export function canBeRated(areas: readonly AreaFeature[]): boolean {
  return areas.some(({ properties }) => (properties.households ?? 0) > 0)
}

const named = ['day', 'week', 'month'] as const

/** The step of an address, where the API knows it. */
function stepOf(step: string | null): StepAsked | undefined {
  if (step === null) return undefined
  const name = named.find((one) => one === step)
  if (name) return name
  const days = Number(step)
  return Number.isInteger(days) && days >= 1 && days <= 366 ? `${days}` : undefined
}

function weeksUpTo(filter: FilterQuery): FilterQuery | null {
  return filter.to === undefined ? null : { ...filter, from: addDays(filter.to, -7 * weeksBefore) }
}
