import type { LiveChange } from '@grid/data/contract'
import { useMemo, useRef } from 'react'
import type { AreaIndex } from '../../api/index.ts'
import type { MapTicket } from '../../layers/index.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { useLang } from '../../ui/surface.tsx'
import { collectionOf } from '../area/useAreaPage.ts'
import type { WallScene } from './scenes.ts'
import type { WallAnswers } from './useWallAnswers.ts'

/** Degrees around a ticket that is shown by itself: about a kilometre. */
const around = 0.009

type Ticket = LiveChange['ticket']

/** What the one map shows in a scene, or of the tickets that hold the display. */
export function useWallMap(
  scene: WallScene,
  answers: WallAnswers,
  index: AreaIndex,
  urgent: readonly Ticket[] | undefined,
) {
  const lang = useLang()
  const names = useNames()
  const { place, measure } = answers
  const areas = useMemo(() => (place ? collectionOf(place.areas, undefined) : undefined), [place])
  const context = useMemo(() => (place ? collectionOf(place.context, undefined) : undefined), [place])
  const answer = answers.byArea.data
  const fits = answer && answer.level === place?.level && answer.measure.id === measure?.id
  const values = useMemo(
    () => (fits ? new Map(answer.areas.map((figure) => [figure.code, figure])) : undefined),
    [fits, answer],
  )
  const smoothing = fits ? answer.smoothing : undefined
  const rates = useMemo(() => smoothing && { drawn: 'smoothed' as const, smoothing }, [smoothing])
  const hotspots = scene.kind === 'hotspots' ? answers.hotspots.data : undefined
  const spots = useMemo(
    () =>
      scene.kind !== 'hotspots'
        ? undefined
        : {
            shown: hotspots && { kind: 'hotspots' as const, answer: hotspots },
            opened: undefined,
            only: undefined,
            nameOf: (code: string) => areaName(index, code, lang),
            categoryOf: (id: string) => names.of('category', id),
          },
    [scene.kind, hotspots, index, lang, names],
  )
  const late = scene.kind === 'area' ? answers.overdue.data?.tickets : undefined
  const tickets: readonly MapTicket[] | undefined = urgent ?? late
  const box = useMemo(() => boxAround(urgent), [urgent])
  // between two urgent tickets without a place the map stays where it was
  const held = useRef(box)
  held.current = urgent ? (box ?? held.current) : null
  return {
    areas,
    context,
    values: urgent ? undefined : values,
    measure: urgent ? undefined : measure,
    rates: urgent ? undefined : rates,
    spots: urgent ? undefined : spots,
    tickets,
    box: urgent ? held.current : null,
    frameKey: urgent ? 'urgent' : scene.id,
  }
}

/** West, south, east, north of the newest ticket that has a place. */
function boxAround(tickets: readonly Ticket[] | undefined): [number, number, number, number] | null {
  const placed = tickets?.find(({ lon, lat }) => lon !== null && lat !== null)
  if (!placed || placed.lon === null || placed.lat === null) return null
  return [placed.lon - around, placed.lat - around, placed.lon + around, placed.lat + around]
}
