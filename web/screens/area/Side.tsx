import type { TicketRow } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useBreakdown, useMeasureByArea, useTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { Breakdown } from '../../panels/Breakdown.tsx'
import { Ranking } from '../../panels/Ranking.tsx'
import { TicketList } from '../../panels/TicketList.tsx'
import { Message } from '../../ui/Message.tsx'
import { fields, type View } from '../../view/fields.ts'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './AreaScreen.module.css'
import type { Place } from './place.ts'
import type { AreaPage } from './useAreaPage.ts'

const tabs = ['breakdown', 'ranking', 'tickets'] as const

/** What the tickets are, how the areas compare, and the tickets themselves, one at a time. */
export function Side(props: {
  page: AreaPage
  place: Place
  code: string | null
  onOpen: (code: string) => void
}) {
  const { page, place } = props
  const say = useSay()
  const { view, setView } = useView()
  const tab = view.tab
  const navigate = useNavigate()
  // the list remembers the ticket, so that coming back finds the place
  const openTicket = async ({ id }: TicketRow) => {
    await setView({ ticket: id }, { replace: true })
    await navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view, { ticket: null }) })
  }
  const breakdown = useBreakdown(view.by, page.filters.here, tab === 'breakdown')
  const ranking = useMeasureByArea(page.measure?.id, place.level, page.filters.around)
  const tickets = useTickets(page.filters.here, tab === 'tickets')
  return (
    <section className={styles.side}>
      <Tabs
        id="side"
        size="small"
        className={styles.tabs ?? ''}
        activeKey={tab}
        items={tabs.map((key) => ({ key, label: say(`${key}.title`) }))}
        onChange={(key) => setView({ tab: tabOf(key) }, { replace: true })}
      />
      <div
        className={styles.panel}
        role="tabpanel"
        id={`side-panel-${tab}`}
        aria-labelledby={`side-tab-${tab}`}
      >
        {tab === 'breakdown' && <Breakdown asked={breakdown} measure={page.measure} />}
        {tab === 'ranking' &&
          (place.level === undefined && !page.areas.loading ? (
            <Message title={say('area.none')} detail={say('area.none.what')} />
          ) : (
            <Ranking
              asked={ranking}
              index={page.areas.index}
              areas={place.areas}
              opened={props.code}
              onOpen={props.onOpen}
            />
          ))}
        {tab === 'tickets' && <TicketList asked={tickets} index={page.areas.index} onOpen={openTicket} />}
      </div>
    </section>
  )
}

function tabOf(key: string): View['tab'] {
  return fields.tab.decode([key]).value
}
