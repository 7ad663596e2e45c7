import { type Centre, statusKinds, type TicketDetail } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type Areas, asFailure, useAreas, useTicket } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { TicketMap } from '../../map/TicketMap.tsx'
import { Failed } from '../../panels/Answer.tsx'
import { TicketClocks } from '../../panels/TicketClocks.tsx'
import { DeadlineState, TicketFacts } from '../../panels/TicketFacts.tsx'
import { ticketTitle, UrgencyMark } from '../../panels/TicketItem.tsx'
import { TicketLog } from '../../panels/TicketLog.tsx'
import { areaName, useNames } from '../../panels/useNames.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Message } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './TicketScreen.module.css'

/** One ticket: what it is, how it stands, where, and everything that happened to it. */
export function TicketScreen(props: { centre: Centre; id: string }) {
  const { centre, id } = props
  const say = useSay()
  const asked = useTicket(id)
  const areas = useAreas()
  useEffect(() => {
    document.title = say('ticket.title', { id })
  }, [say, id])
  if (asked.data) return <Ticket key={id} centre={centre} ticket={asked.data} areas={areas} />
  return (
    <main className={styles.alone} id="main" tabIndex={-1}>
      {!asked.error ? (
        <Skeleton lines={10} label={say('state.loading')} />
      ) : asFailure(asked.error).status === 404 ? (
        <Message
          title={say('ticket.unknown', { id })}
          detail={say('ticket.unknown.what')}
          actions={<Link to="/">{say('app.to-home')}</Link>}
        />
      ) : (
        <Failed error={asked.error} />
      )}
    </main>
  )
}

function Ticket(props: { centre: Centre; ticket: TicketDetail; areas: Areas }) {
  const { centre, ticket, areas } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const smallest = ticket.areas.at(-1)
  const level = smallest === undefined ? undefined : areas.index.get(smallest)?.properties.level
  const search = searchFor(view, { ticket: ticket.id })
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <div className={styles.head}>
        {smallest === undefined ? (
          <Link to="/" search={search}>
            ← {say('ticket.back', { name: nameIn(centre.name, lang) })}
          </Link>
        ) : (
          <Link to="/area/$code" params={{ code: smallest }} search={search}>
            ← {say('ticket.back', { name: areaName(areas.index, smallest, lang) })}
          </Link>
        )}
        <h1 className={styles.title}>{ticketTitle(ticket, names, say)}</h1>
        <p className={styles.marks}>
          <span>{say('ticket.title', { id: ticket.id })}</span>
          <Mark tone={statusKinds[ticket.status] === 'open' ? 'accent' : 'plain'}>
            {say(`status.${ticket.status}`)}
          </Mark>
          <UrgencyMark urgency={ticket.urgency} />
          <DeadlineState ticket={ticket} />
        </p>
        {ticket.description !== null ? (
          <p className={styles.description}>{ticket.description}</p>
        ) : (
          ticket.title === null && <p className={styles.soft}>{say('ticket.restricted')}</p>
        )}
      </div>
      <div className={styles.facts}>
        <TicketFacts ticket={ticket} index={areas.index} />
      </div>
      <TicketClocks ticket={ticket} className={styles.clocks} />
      <TicketLog ticket={ticket} className={styles.log} />
      <Panel title={say('ticket.location')} className={styles.where}>
        <div className={styles.map}>
          <TicketMap ticket={ticket} areas={level === undefined ? undefined : areas.byLevel.get(level)} />
        </div>
        <p className={styles.soft}>{say(`ticket.placed.${ticket.placed}`)}</p>
      </Panel>
    </main>
  )
}
