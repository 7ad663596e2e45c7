import type { Centre, Measure } from '@grid/data/contract'
import { useMemo } from 'react'
import { type Areas, useAreas, useMeasures } from '../../api/index.ts'
import type { Note } from '../../view/address.ts'
import { type FilterQuery, type Settled, settle } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import { measureOf } from './measure.ts'
import { type Place, placeOf } from './place.ts'

/** What the area screen is about, settled from the address and the centre. */
export interface AreaPage {
  areas: Areas
  settled: Settled
  notes: Note[]
  /** null where the code is of no area */
  place: Place | null
  catalogue: ReturnType<typeof useMeasures>
  measures: readonly Measure[]
  measure: Measure | undefined
  /** the filter of figures and tickets, of the areas compared, and of the brush over all days */
  filters: { here: FilterQuery; around: FilterQuery; allDays: FilterQuery }
}

const noMeasures: readonly Measure[] = []

/** Reads the address against the centre, its areas and its measures. */
export function useAreaPage(centre: Centre, code: string | null): AreaPage {
  const { view, notes } = useView()
  const settled = useMemo(() => settle(view, centre), [view, centre])
  const areas = useAreas(settled.filter)
  const asked = useMeasures()
  const catalogue = asked.data
  const measures = catalogue ?? noMeasures
  const place = useMemo(() => placeOf(centre, areas, code, view.level), [centre, areas, code, view.level])
  const chosen = measureOf(measures, view.measure)
  const allNotes = useMemo(() => {
    const all = [...notes, ...settled.notes]
    if (place?.badLevel && !areas.loading && view.level !== null)
      all.push({ field: 'level', value: view.level })
    if (catalogue && chosen.unknown && view.measure !== null)
      all.push({ field: 'measure', value: view.measure })
    return all
  }, [notes, settled.notes, place, areas.loading, view.level, view.measure, catalogue, chosen.unknown])
  const filters = useMemo(() => {
    const inArea = (area: string | null): FilterQuery =>
      area === null ? settled.filter : { ...settled.filter, area: [area] }
    const here = inArea(place?.filterArea ?? null)
    return { here, around: inArea(place?.around ?? null), allDays: { ...here, ...settled.extent } }
  }, [settled, place])
  return {
    areas,
    settled,
    notes: allNotes,
    place,
    catalogue: asked,
    measures,
    measure: chosen.measure,
    filters,
  }
}
