import type { AreaCollection, LiveChange } from '@grid/data/contract'
import { useMemo, useRef } from 'react'
import type { AreaIndex, FlowMatrix } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { placeNodes } from '../../layers/flow/place.ts'
import type { MapTicket } from '../../layers/index.ts'
import { boxOf } from '../../map/camera.ts'
import type { WallFlows } from '../../map/wallFlows.ts'
import { endsOf } from '../../panels/flowEnds.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { useLang } from '../../ui/surface.tsx'
import { collectionOf } from '../area/collection.ts'
import type { WallScene } from './scenes.ts'
import type { WallAnswers } from './useWallAnswers.ts'
import { widestOf } from './widest.ts'

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
  const flows = useWallFlowsOf(scene.kind === 'escalation' ? answers.flows.data : undefined, areas)
  const late = scene.kind === 'area' ? answers.overdue.data?.tickets : undefined
  const tickets: readonly MapTicket[] | undefined = urgent ?? late
  const box = useMemo(() => boxAround(urgent), [urgent])
  // between two urgent tickets without a place the map stays where it was
  const held = useRef(box)
  held.current = urgent ? (box ?? held.current) : null
  return {
    areas,
    context,
    // flows have the ground to themselves: their colours are not those of figures
    values: urgent || flows ? undefined : values,
    measure: urgent || flows ? undefined : measure,
    rates: urgent ? undefined : rates,
    spots: urgent ? undefined : spots,
    tickets,
    flows: urgent ? undefined : flows,
    box: urgent ? held.current : null,
    frameKey: urgent ? 'urgent' : scene.id,
  }
}

/** The flows with the place of everybody who has one, or is at the widest of them; undefined where nobody at them has one. */
function useWallFlowsOf(
  matrix: FlowMatrix | undefined,
  areas: AreaCollection | undefined,
): WallFlows | undefined {
  const say = useSay()
  const lang = useLang()
  return useMemo(() => {
    const links = matrix ? widestOf(matrix) : []
    if (!matrix || links.length === 0) return undefined
    // a place beside the map is given to those who matter alone: it takes room from the map
    const ends = new Set(links.flatMap(({ from, to }) => [from, to]))
    const names = endsOf(matrix, lang, say)
    const nodes = matrix.nodes.filter(({ id, place }) => place !== null || ends.has(id))
    if (nodes.every(({ place }) => place === null)) return undefined
    const { placed, strip } = placeNodes(nodes, boxOf(areas), ({ id }) => names.nameOf(id))
    return { nodes: placed, strip, links: matrix.links, handOffs: matrix.handOffs }
  }, [matrix, areas, lang, say])
}

/** West, south, east, north of the newest ticket that has a place. */
function boxAround(tickets: readonly Ticket[] | undefined): [number, number, number, number] | null {
  const placed = tickets?.find(({ lon, lat }) => lon !== null && lat !== null)
  if (!placed || placed.lon === null || placed.lat === null) return null
  return [placed.lon - around, placed.lat - around, placed.lon + around, placed.lat + around]
}
