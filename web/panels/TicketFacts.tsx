import { statusKinds, type TicketDetail } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { type Say, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { between, formatDuration, formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useSurface } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import { deadlineOf } from './deadline.ts'
import styles from './TicketFacts.module.css'
import { areaName, useNames } from './useNames.ts'

/** Everything known of a ticket but its log. */
export function TicketFacts(props: { ticket: TicketDetail; index: AreaIndex }) {
  const { ticket, index } = props
  const say = useSay()
  const names = useNames()
  const { lang, timeZone } = useSurface()
  const time = (at: string | null) => at !== null && formatInstant(at, timeZone, lang)
  const named = (by: 'category' | 'source' | 'tier' | 'unit', id: string | null) =>
    id !== null && names.of(by, id)
  return (
    <Panel title={say('ticket.facts')}>
      <dl className={styles.facts}>
        <Fact term={say('filter.status')}>{say(`status.${ticket.status}`)}</Fact>
        <Fact term={say('filter.urgency')}>{say(`urgency.${ticket.urgency}`)}</Fact>
        <Fact term={say('filter.category')}>{named('category', ticket.category)}</Fact>
        <Fact term={say('filter.source')}>{named('source', ticket.source)}</Fact>
        <Fact term={say('filter.unit')}>{named('unit', ticket.unit)}</Fact>
        <Fact term={say('filter.tier')}>{named('tier', ticket.tier)}</Fact>
        {ticket.solved_tier !== null && (
          <Fact term={say('ticket.solved_tier')}>{named('tier', ticket.solved_tier)}</Fact>
        )}
        <Fact term={say('ticket.areas')}>
          <Places ticket={ticket} index={index} />
        </Fact>
        {ticket.areasThen !== null && (
          <Fact term={say('ticket.areasThen')}>
            {ticket.areasThen
              .map(({ name, nameEn }) => (lang === 'en' ? (nameEn ?? name) : name))
              .join(' › ')}
          </Fact>
        )}
        {ticket.address !== null && <Fact term={say('ticket.address')}>{ticket.address}</Fact>}
        <Fact term={say('ticket.reported_at')}>{time(ticket.reported_at)}</Fact>
        {ticket.first_contact_at !== null && (
          <Fact term={say('ticket.first_contact_at')}>{time(ticket.first_contact_at)}</Fact>
        )}
        <Fact term={say('ticket.due_at')}>{time(ticket.due_at)}</Fact>
        {ticket.closed_at !== null && <Fact term={say('ticket.closed_at')}>{time(ticket.closed_at)}</Fact>}
        <Fact term={say('ticket.hand_offs')}>
          {ticket.hand_offs === null ? (
            <span className={styles.none}>{say('ticket.hand_offs.unknown')}</span>
          ) : (
            formatNumber(ticket.hand_offs, lang)
          )}
        </Fact>
        <Fact term={say('ticket.transfers')}>{formatNumber(ticket.transfers, lang)}</Fact>
        <Fact term={say('ticket.returns')}>{formatNumber(ticket.returns, lang)}</Fact>
        <Fact term={say('ticket.reworks')}>{formatNumber(ticket.reworks, lang)}</Fact>
        <Words term={say('ticket.marks')} words={marksOf(ticket, say)} />
        <Words term={say('ticket.callback')} words={callbackOf(ticket, say)} />
        {ticket.prior_ticket !== null && (
          <Fact term={say('ticket.prior')}>
            <PriorLink id={ticket.prior_ticket} />
          </Fact>
        )}
      </dl>
    </Panel>
  )
}

function Fact(props: { term: string; children: ReactNode }) {
  const say = useSay()
  const { children } = props
  const known = children !== null && children !== undefined && children !== false && children !== ''
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{known ? children : <span className={styles.none}>{say('ticket.no-value')}</span>}</dd>
    </div>
  )
}

function Words(props: { term: string; words: string[] }) {
  return props.words.length === 0 ? null : <Fact term={props.term}>{props.words.join(' · ')}</Fact>
}

function PriorLink(props: { id: string }) {
  const { view } = useView()
  return (
    <Link to="/ticket/$id" params={{ id: props.id }} search={searchFor(view)}>
      {props.id}
    </Link>
  )
}

function Places(props: { ticket: TicketDetail; index: AreaIndex }) {
  const { ticket, index } = props
  const say = useSay()
  const { lang } = useSurface()
  const { view } = useView()
  const link = (code: string) => (
    <Link to="/area/$code" params={{ code }} search={searchFor(view, { level: null })}>
      {areaName(index, code, lang)}
    </Link>
  )
  return (
    <>
      {ticket.areas.map((code, at) => (
        <Fragment key={code}>
          {at > 0 && ' › '}
          {link(code)}
        </Fragment>
      ))}
      {ticket.special.map((code) => (
        <Fragment key={code}>
          {' '}
          <span title={say('area.special.what')}>
            + {link(code)} ({say('area.special')})
          </span>
        </Fragment>
      ))}
      {ticket.placed !== 'point' && (
        <span className={styles.placed}>{say(`ticket.placed.${ticket.placed}`)}</span>
      )}
    </>
  )
}

/** How the ticket stands to its deadline, in words and colour, and how long it has taken. */
export function DeadlineState(props: { ticket: TicketDetail }) {
  const { ticket } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const deadline = deadlineOf(ticket, ticket.asOf)
  const taken = tookText(ticket, say, lang)
  return (
    <>
      {deadline.state === 'none' && <Mark>{say('deadline.none')}</Mark>}
      {deadline.state === 'paused' && (
        <Mark>{say('deadline.paused', { time: formatInstant(deadline.due, timeZone, lang) })}</Mark>
      )}
      {'ms' in deadline && (
        <Mark tone={tones[deadline.state]}>
          {say(`deadline.${deadline.state}`, { time: formatDuration(deadline.ms, lang) })}
        </Mark>
      )}
      {taken !== null && <span className={styles.taken}>{taken}</span>}
    </>
  )
}

const tones = { overdue: 'overdue', late: 'warn', 'due-in': 'accent', 'on-time': 'good' } as const

function tookText(ticket: TicketDetail, say: Say, lang: Lang): string | null {
  if (ticket.closed_at !== null) {
    return say('ticket.took', { time: formatDuration(between(ticket.reported_at, ticket.closed_at), lang) })
  }
  if (statusKinds[ticket.status] === 'closed') return null
  return say('ticket.open-for', { time: formatDuration(between(ticket.reported_at, ticket.asOf), lang) })
}

function marksOf(ticket: TicketDetail, say: Say): string[] {
  return [
    ticket.supervised && say('ticket.supervised'),
    ticket.suspended && say('ticket.suspended'),
    ticket.unreasonable && say('ticket.unreasonable'),
  ].filter((word): word is string => typeof word === 'string')
}

function callbackOf(ticket: TicketDetail, say: Say): string[] {
  const said = (value: boolean | null, yes: string, no: string) => (value === null ? [] : [value ? yes : no])
  return [
    ...said(ticket.contacted, say('ticket.contacted'), say('ticket.not-contacted')),
    ...said(ticket.solved, say('ticket.solved'), say('ticket.not-solved')),
    ...said(ticket.satisfied, say('ticket.satisfied'), say('ticket.not-satisfied')),
  ]
}
