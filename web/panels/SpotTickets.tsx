import type { TicketRow } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTickets } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { useSurface } from '../ui/surface.tsx'
import type { View } from '../view/fields.ts'
import type { FilterQuery } from '../view/query.ts'
import { searchFor, useView } from '../view/useView.ts'
import { Answer } from './Answer.tsx'
import { SpotPart } from './SpotFrame.tsx'
import styles from './Spots.module.css'
import { ticketTitle } from './TicketItem.tsx'
import { useNames } from './useNames.ts'

/** Tickets shown before the whole list. */
const shown = 5

/** The newest tickets of a place, and a way to all of them in the list. */
export function SpotTickets(props: {
  title: string
  filter: FilterQuery
  /** what of the view makes the list that of the place; null where only another page can */
  patch: Partial<View> | null
  /** opens the list of a view so changed */
  onList: (patch: Partial<View>) => void
  /** further ways to tickets */
  children?: ReactNode
}): ReactNode {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const { patch, onList } = props
  const { view } = useView()
  const names = useNames()
  const asked = useTickets(props.filter, true)
  return (
    <SpotPart title={props.title}>
      <Answer asked={asked} lines={4}>
        {({ pages }) => {
          const total = pages[0]?.total ?? 0
          return (
            <>
              <ul className={styles.tickets}>
                {(pages[0]?.tickets ?? []).slice(0, shown).map((ticket) => (
                  <li key={ticket.id}>
                    <Link
                      to="/ticket/$id"
                      params={{ id: ticket.id }}
                      search={searchFor(view, { ticket: null })}
                    >
                      {ticketTitle(ticket, names, say)}
                    </Link>
                    <small>
                      {formatInstant(ticket.reported_at, timeZone, lang)} · <TicketState ticket={ticket} />
                    </small>
                  </li>
                ))}
              </ul>
              <div className={styles.actions}>
                {patch && total > 0 && (
                  <Button size="small" onClick={() => onList(patch)}>
                    {say('spots.tickets.all')} (
                    {say('spots.tickets', { count: total, n: formatNumber(total, lang) })})
                  </Button>
                )}
                {props.children}
              </div>
            </>
          )
        }}
      </Answer>
    </SpotPart>
  )
}

function TicketState({ ticket }: { ticket: TicketRow }): ReactNode {
  const say = useSay()
  if (ticket.overdue) return <Mark tone="overdue">{say('map.overdue')}</Mark>
  return say(`status.${ticket.status}`)
}
