import type { EmergingHotspots, EmergingPlace, Hotspot, HotspotPlace, Hotspots } from '@grid/data/contract'
import { Button } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useBreakdown, useSeries } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { drawnClass, placeName } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { addDays } from '../lib/time.ts'
import { Message } from '../ui/Message.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useLang } from '../ui/surface.tsx'
import type { View } from '../view/fields.ts'
import type { FilterQuery } from '../view/query.ts'
import { PlaceMethod } from './PlaceMethod.tsx'
import { PlaceNeighbours } from './PlaceNeighbours.tsx'
import { SpotAbout } from './SpotAbout.tsx'
import { SpotFrame, SpotPart } from './SpotFrame.tsx'
import { SpotHistory } from './SpotHistory.tsx'
import { neighbourCells } from './SpotNeighbours.ts'
import { SpotSteps } from './SpotSteps.tsx'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'
import { SpotTickets } from './SpotTickets.tsx'
import { whySpot } from './SpotWords.ts'
import { useNames } from './useNames.ts'

const weeksShown = 26

/** The tickets of a place: those its count holds, of the cell or the area that it is. */
export function filterAt(place: HotspotPlace, filter: FilterQuery): FilterQuery {
  return place.boundary ? { ...filter, hexagon: [place.id] } : { ...filter, area: [place.id] }
}

/** Why a place is hot, cold or neither: in words, over time, what about, its tickets, its neighbours, and the numbers. */
export function PlaceDetail(props: {
  id: string
  /** Gi* of all places; undefined while it loads */
  hot: Hotspots | undefined
  /** how places came about, of the present period or of the last weeks; undefined while it loads */
  over: EmergingHotspots | undefined
  /** whether how it came about is still to come */
  waiting: boolean
  filter: FilterQuery
  nameOf: (code: string) => string
  onFind: (place: HotspotPlace) => void
  onOpen: (id: string) => void
  onOpenArea: (code: string) => void
  onList: (patch: Partial<View>) => void
}): ReactNode {
  const { id, hot, over } = props
  const say = useSay()
  const place = hot?.cells.find((one) => one.id === id)
  const timed = over?.cells.find((one) => one.id === id)
  const known = place ?? timed
  if (!known)
    return (
      <SpotFrame title={say('spots.gone')} onFind={null}>
        <Message title={say('spots.gone')} detail={say('spots.gone.what')} />
      </SpotFrame>
    )
  return <Explained {...props} known={known} place={place} timed={timed} />
}

/** A cell with its neighbours; null where they are more than those that touch it. */
function withNeighbours(place: Hotspot, { cells }: Hotspots): string[] | null {
  const neighbours = neighbourCells(place, cells)
  if (neighbours.length === 0 || neighbours.length !== place.neighbours) return null
  return [place, ...neighbours].map(({ id }) => id)
}

function Explained(
  props: Parameters<typeof PlaceDetail>[0] & {
    known: Hotspot | EmergingPlace
    place: Hotspot | undefined
    timed: EmergingPlace | undefined
  },
): ReactNode {
  const { known, place, timed, hot, over, filter, nameOf } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const own = filterAt(known, filter)
  const nearby = useMemo(() => place && hot && withNeighbours(place, hot), [place, hot])
  const around = nearby ? { ...filter, hexagon: nearby } : own
  const about = useBreakdown('category', undefined, around, true)
  const end = filter.to ?? over?.end ?? null
  const weeks = useSeries(
    end === null ? undefined : 'reported',
    'week',
    end === null ? own : { ...own, from: addDays(end, -7 * weeksShown), to: end },
  )
  const first = about.isPlaceholderData ? undefined : about.data?.groups.find(({ key }) => key !== null)
  const isArea = !known.boundary
  return (
    <SpotFrame
      title={placeName(known, { t: say, nameOf })}
      onFind={known.centre ? () => props.onFind(known) : null}
    >
      {place && hot && (
        <>
          <p className={styles.class}>
            <SpotSwatch id={drawnClass(place)} /> <strong>{say(`spots.class.${drawnClass(place)}`)}</strong>
          </p>
          <p className={styles.why}>
            {hot.verdict.enough
              ? whySpot(
                  place,
                  hot,
                  {
                    steps: timed && over ? { step: over.step, running: timed.running } : undefined,
                    category: first?.key
                      ? { name: names.of('category', first.key), share: first.share }
                      : undefined,
                  },
                  say,
                  lang,
                )
              : nameIn(hot.verdict.text, lang)}
          </p>
          <p className={styles.soft}>{say('spots.why.usual.what')}</p>
          {place.edge && <p className={styles.soft}>{say('spots.edge')}</p>}
        </>
      )}
      {timed && over && <SpotSteps place={timed} answer={over} />}
      {props.waiting && (
        <SpotPart title={say('spots.steps')}>
          <Skeleton lines={3} label={say('state.loading')} />
        </SpotPart>
      )}
      <SpotHistory asked={weeks} period={hot?.period ?? over?.period ?? null} />
      <SpotAbout asked={about} withNeighbours={nearby !== null && nearby !== undefined} />
      <SpotTickets
        title={say('spots.tickets.title')}
        filter={own}
        patch={own.hexagon === undefined ? null : { hexagon: own.hexagon }}
        onList={props.onList}
      >
        {nearby && place && (
          <Button size="small" onClick={() => props.onList({ hexagon: nearby })}>
            {say('spots.tickets.around')} (
            {say('spots.tickets', { count: place.around, n: formatNumber(place.around, lang) })})
          </Button>
        )}
      </SpotTickets>
      {isArea && (
        <div className={styles.actions}>
          <Button size="small" onClick={() => props.onOpenArea(known.id)}>
            {say('spots.area.open', { name: nameOf(known.id) })}
          </Button>
        </div>
      )}
      {place && hot && <PlaceNeighbours place={place} answer={hot} nameOf={nameOf} onOpen={props.onOpen} />}
      {place && hot && <PlaceMethod place={place} answer={hot} over={over} />}
    </SpotFrame>
  )
}
