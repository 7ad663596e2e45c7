import type { Centre, Period } from '@grid/data/contract'
import { useMemo } from 'react'
import {
  type Areas,
  useFigures,
  useFlows,
  useGroups,
  useHotspots,
  useLongestOverdue,
  useMeasureByArea,
  useMeasures,
  useWarnings,
} from '../../api/index.ts'
import { extentOf, lastDays } from '../../view/period.ts'
import type { FilterQuery } from '../../view/query.ts'
import { measureOf } from '../area/measure.ts'
import { placeOf } from '../area/place.ts'
import type { WallScene } from './scenes.ts'

/** The key figures of each kind of scene, those that matter most first. */
const figures: Record<WallScene['kind'], readonly string[]> = {
  overview: ['reported', 'overdue', 'due_soon', 'returned_twice', 'first_contact_time', 'proactive_share'],
  hotspots: ['reported'],
  escalation: [
    'escalated_share',
    'solved_in_community_share',
    'hand_offs',
    'ping_pong',
    'return_rate',
    'joint_share',
  ],
  deadlines: ['overdue', 'due_soon', 'open', 'on_time_closing_rate'],
  area: ['reported', 'overdue', 'due_soon', 'returned_twice', 'first_contact_time', 'proactive_share'],
}

/** What the map shows in a kind of scene; null for the measure of the settings, undefined for none. */
const mapped: Record<WallScene['kind'], string | null | undefined> = {
  overview: null,
  area: null,
  hotspots: undefined,
  escalation: 'escalated_share',
  deadlines: 'overdue',
}

const byUnit = ['overdue', 'due_soon']
const byCategory = ['reported']
/** Overdue tickets drawn on the map. */
const mostPoints = 100

/** The code of the one area at the top; null where there are several or none. */
export function topOf(centre: Pick<Centre, 'roots'>): string | null {
  return centre.roots.length === 1 ? (centre.roots[0] ?? null) : null
}

/** The days the figures are of; null without tickets. */
export function wallPeriod(centre: Centre): Period | null {
  const extent = extentOf(centre)
  return extent && lastDays(extent, centre.wall.days)
}

/** Every question of a scene. What another kind of scene asks is left alone and its last answer kept. */
export function useWallAnswers(centre: Centre, scene: WallScene, areas: Areas) {
  const { kind } = scene
  const code = scene.kind === 'area' ? scene.code : topOf(centre)
  const place = useMemo(() => placeOf(centre, areas, code, null), [centre, areas, code])
  const period = wallPeriod(centre)
  const { from, to } = period ?? {}
  const filters = useMemo(() => {
    const within = (area: string | null): FilterQuery => ({
      ...(from && { from }),
      ...(to && { to }),
      ...(area !== null && { area: [area] }),
    })
    return {
      whole: within(null),
      here: within(place?.filterArea ?? null),
      around: within(place?.around ?? null),
    }
  }, [from, to, place])
  const measures = useMeasures().data
  const measure = useMemo(() => {
    const wanted = mapped[kind] ?? centre.wall.measure ?? 'hotline_per_1000_households'
    if (mapped[kind] === undefined || !measures) return undefined
    return measureOf(measures, wanted).measure
  }, [measures, kind, centre.wall.measure])
  const offered = useMemo(() => {
    const known = new Set(measures?.filter(({ available }) => available).map(({ id }) => id))
    const here = (ids: readonly string[]) => ids.filter((id) => known.has(id))
    return { figures: here(figures[kind]), units: here(byUnit) }
  }, [measures, kind])
  return {
    place,
    period,
    measures,
    measure,
    figures: useFigures(offered.figures, filters.here),
    byArea: useMeasureByArea(measure?.id, place?.level, filters.around),
    hotspots: useHotspots({}, filters.whole, kind === 'hotspots'),
    warnings: useWarnings({}),
    units: useGroups('unit', offered.units, filters.whole, kind === 'deadlines' && measures !== undefined),
    categories: useGroups('category', byCategory, filters.here, kind === 'overview' || kind === 'area'),
    flows: useFlows('unit', undefined, filters.whole, kind === 'escalation'),
    overdue: useLongestOverdue(filters.here, mostPoints, kind === 'area'),
  }
}

export type WallAnswers = ReturnType<typeof useWallAnswers>
