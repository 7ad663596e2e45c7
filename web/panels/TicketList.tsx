import type { TicketRow } from '@grid/data/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { AreaIndex, useTickets } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import { Failed } from './Answer.tsx'
import { NoTickets } from './NoTickets.tsx'
import { TicketItem } from './TicketItem.tsx'
import styles from './TicketList.module.css'

const rowHeight = 62

/** The tickets of the view, newest report first; the next page is asked for before the end is reached. */
export function TicketList(props: {
  asked: ReturnType<typeof useTickets>
  index: AreaIndex
  onOpen: (ticket: TicketRow) => unknown
}) {
  const { asked, index } = props
  const say = useSay()
  const lang = useLang()
  const { view } = useView()
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = asked
  const tickets = data?.pages.flatMap((page) => page.tickets) ?? []
  const box = useRef<HTMLUListElement>(null)
  const virtual = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => tickets[at]?.id ?? at,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData && !error && last >= tickets.length - 20) {
      void fetchNextPage()
    }
  }, [last, tickets.length, hasNextPage, isFetchingNextPage, isPlaceholderData, error, fetchNextPage])

  const selected = view.ticket === null ? -1 : tickets.findIndex((ticket) => ticket.id === view.ticket)
  const shown = useRef(false)
  useEffect(() => {
    if (selected < 0 || shown.current) return
    shown.current = true
    virtual.scrollToIndex(selected, { align: 'center' })
  }, [selected, virtual])

  if (!data) {
    return error ? <Failed error={error} /> : <Skeleton lines={10} label={say('state.loading')} />
  }
  const total = data.pages[0]?.total ?? 0
  if (total === 0) return <NoTickets />
  return (
    <div className={styles.panel} data-old={isPlaceholderData || undefined}>
      <p className={styles.count}>{say('tickets.count', { count: total, n: formatNumber(total, lang) })}</p>
      <ul ref={box} className={styles.list} aria-label={say('tickets.list')}>
        <li aria-hidden="true" style={{ height: virtual.getTotalSize() }} />
        {items.map((item) => {
          const ticket = tickets[item.index]
          return (
            ticket && (
              <TicketItem
                key={ticket.id}
                ticket={ticket}
                top={item.start}
                height={rowHeight}
                position={item.index + 1}
                total={total}
                selected={item.index === selected}
                index={index}
                onOpen={props.onOpen}
              />
            )
          )
        })}
      </ul>
      {error && <Failed error={error} />}
      <p className={styles.end} role="status">
        {isFetchingNextPage ? say('tickets.loading-more') : hasNextPage ? '' : say('tickets.end')}
      </p>
    </div>
  )
}
