import { statusKinds, type TicketRow } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import type { AreaIndex } from '../api/index.ts'
import { type Say, useSay } from '../i18n/index.ts'
import { formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { useSurface } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './TicketList.module.css'
import { areaName, type Names, useNames } from './useNames.ts'

/** What stands for a ticket: its title, else its category and number. */
export function ticketTitle(
  ticket: Pick<TicketRow, 'id' | 'title' | 'category'>,
  names: Names,
  say: Say,
): string {
  if (hasTitle(ticket)) return ticket.title
  if (ticket.category !== null) return `${names.of('category', ticket.category)} · ${ticket.id}`
  return say('tickets.no-title', { id: ticket.id })
}

/** Titles may be kept from the reader, or never given. */
function hasTitle<T extends Pick<TicketRow, 'title'>>(ticket: T): ticket is T & { title: string } {
  return ticket.title !== null && ticket.title.trim() !== ''
}

/** One ticket of the list: what, how urgent, in what state, where, whose, since when. */
export function TicketItem(props: {
  ticket: TicketRow
  top: number
  height: number
  position: number
  total: number
  selected: boolean
  index: AreaIndex
  onOpen: (ticket: TicketRow) => unknown
}) {
  const { ticket, index } = props
  const say = useSay()
  const names = useNames()
  const { lang, timeZone } = useSurface()
  const { view } = useView()
  const titled = hasTitle(ticket)
  const category = ticket.category === null ? null : names.of('category', ticket.category)
  const facts = [
    titled && category,
    ticket.area !== null && areaName(index, ticket.area, lang),
    ticket.unit !== null && names.of('unit', ticket.unit),
  ].filter((fact): fact is string => typeof fact === 'string')
  return (
    <li
      className={styles.item}
      style={{ top: props.top, height: props.height }}
      data-selected={props.selected || undefined}
      aria-posinset={props.position}
      aria-setsize={props.total}
    >
      <Link
        to="/ticket/$id"
        params={{ id: ticket.id }}
        search={searchFor(view, { ticket: null })}
        className={styles.link}
        onClick={(event) => {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          props.onOpen(ticket)
        }}
      >
        <span className={styles.first}>
          <UrgencyMark urgency={ticket.urgency} />
          <span className={styles.title}>
            {titled ? ticket.title : (category ?? ticketTitle(ticket, names, say))}
          </span>
          {ticket.overdue && <Mark tone="overdue">{say('deadline.overdue.short')}</Mark>}
        </span>
        <span className={styles.second}>
          <Mark tone={statusKinds[ticket.status] === 'open' ? 'accent' : 'plain'}>
            {say(`status.${ticket.status}`)}
          </Mark>{' '}
          {ticket.area === null && ticket.lon === null && <Mark tone="warn">{say('tickets.unlocated')}</Mark>}{' '}
          {facts.join(' · ')}
        </span>
        <span className={styles.third}>
          {formatInstant(ticket.reported_at, timeZone, lang)}
          {!titled && ` · ${ticket.id}`}
        </span>
      </Link>
    </li>
  )
}

/** A mark for what is urgent or dangerous; nothing for the rest. */
export function UrgencyMark(props: { urgency: TicketRow['urgency'] }) {
  const say = useSay()
  if (props.urgency === 'normal') return null
  return (
    <Mark tone="warn">
      {props.urgency === 'danger' ? '▲▲ ' : '▲ '}
      {say(`urgency.${props.urgency}`)}
    </Mark>
  )
}
