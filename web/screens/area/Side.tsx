import type { TicketRow } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { type ComponentProps, lazy, Suspense } from 'react'
import { useBreakdown, useMeasureByArea, useMonthsByArea, useTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { dayOf } from '../../lib/time.ts'
import { Breakdown } from '../../panels/Breakdown.tsx'
import { Ranking } from '../../panels/Ranking.tsx'
import { TicketList } from '../../panels/TicketList.tsx'
import { trendMonths } from '../../panels/TrendMonths.ts'
import { Message } from '../../ui/Message.tsx'
import { SideTabs } from '../../ui/SideTabs.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSurface } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './AreaScreen.module.css'
import type { Near } from './near.ts'
import type { Place } from './place.ts'
import { SpotsPanel } from './SpotsPanel.tsx'
import type { AreaPage } from './useAreaPage.ts'
import { type Live, useLiveRanking } from './useLive.ts'
import type { AreaSpots } from './useSpots.ts'

/** Its charts are large, and most readers never open it. */
const Effect = lazy(async () => ({ default: (await import('../../panels/Effect.tsx')).Effect }))

const tabs = ['breakdown', 'ranking', 'tickets', 'effect'] as const

/** What the tickets are, how the areas compare, and the tickets themselves, one at a time. */
export function Side(props: {
  page: AreaPage
  place: Place
  code: string | null
  spots: AreaSpots
  live: Live
  onOpen: (code: string) => void
  onOpenSpot: (id: string) => void
  onNear: (near: Near) => void
}) {
  const { page, place, spots } = props
  const say = useSay()
  const { view, setView } = useView()
  const tab = view.tab
  const navigate = useNavigate()
  // the list remembers the ticket, so that coming back finds the place
  const openTicket = async ({ id }: TicketRow) => {
    await setView({ ticket: id }, { replace: true })
    await navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view, { ticket: null }) })
  }
  const breakdown = useBreakdown(view.by, page.measure?.id, page.filters.here, tab === 'breakdown')
  const ranking = useMeasureByArea(page.measure?.id, place.level, page.filters.around)
  const { timeZone } = useSurface()
  const { period, extent, filter } = page.settled
  const trend = trendMonths(period, extent, filter.asOf ? dayOf(filter.asOf, timeZone) : null)
  const months = useMonthsByArea(
    page.measure?.id,
    place.level,
    { ...page.filters.around, ...trend },
    trend !== null && tab === 'ranking' && spots.kind === 'areas',
  )
  const tickets = useTickets(page.filters.here, tab === 'tickets')
  const panels = {
    breakdown: () => <Breakdown asked={breakdown} measure={page.measure} />,
    ranking: () =>
      spots.kind !== 'areas' ? (
        <SpotsPanel
          page={page}
          code={props.code}
          spots={spots}
          onOpen={props.onOpenSpot}
          onOpenArea={props.onOpen}
          onNear={props.onNear}
        />
      ) : place.level === undefined && !page.areas.loading ? (
        <Message title={say('area.none')} detail={say('area.none.what')} />
      ) : (
        <LiveRanking
          live={props.live}
          asked={ranking}
          months={trend && months}
          index={page.areas.index}
          areas={place.areas}
          opened={props.code}
          onOpen={props.onOpen}
        />
      ),
    effect: () => (
      <Suspense fallback={<Skeleton lines={10} label={say('state.loading')} />}>
        <Effect
          code={props.code}
          filter={page.settled.filter}
          extent={page.settled.extent}
          onOpen={props.onOpen}
        />
      </Suspense>
    ),
    tickets: () => <TicketList asked={tickets} index={page.areas.index} onOpen={openTicket} />,
  }
  return (
    <SideTabs
      className={styles.side}
      contentClassName={styles.panel}
      tabs={tabs.map((key) => ({
        key,
        // the list of what the map shows
        label:
          key === 'ranking' && spots.kind !== 'areas' ? say(`map.kind.${spots.kind}`) : say(`${key}.title`),
      }))}
      open={tab}
      onOpen={(tab) => setView({ tab }, { replace: true })}
    >
      {panels[tab]()}
    </SideTabs>
  )
}

/** The ranking, which follows time as it moves. */
function LiveRanking({ live, asked, ...rest }: ComponentProps<typeof Ranking> & { live: Live }) {
  return <Ranking {...rest} asked={useLiveRanking(live, asked)} />
}
