import type { LogEntry, TicketDetail } from '@grid/data/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { logPageSize, useTicketLog } from '../api/index.ts'
import { sayReason, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatDuration, formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { Message } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useSurface } from '../ui/surface.tsx'
import { Answer } from './Answer.tsx'
import { type LogStep, logSteps } from './logSteps.ts'
import styles from './TicketLog.module.css'
import { useNames } from './useNames.ts'

/** What happened to a ticket, in order: who handed it to whom, why, and how long each step took; long logs in pages. */
export function TicketLog(props: { ticket: TicketDetail; className?: string | undefined }) {
  const { ticket } = props
  const say = useSay()
  const [page, setPage] = useState(1)
  const asked = useTicketLog(ticket.id, page)
  const pages = Math.ceil(ticket.logLines / logPageSize)
  return (
    <Panel title={say('ticket.log')} className={props.className}>
      {ticket.logLines === 0 ? (
        <Message title={say('ticket.log.empty')} />
      ) : (
        <>
          {pages > 1 && <Pages page={page} pages={pages} lines={ticket.logLines} onTurn={setPage} />}
          {page === 1 ? (
            <Lines steps={logSteps(ticket.log)} />
          ) : (
            <Answer asked={asked} lines={10}>
              {/* the line before the page tells the first one's wait, and is not shown again */}
              {({ log }) => <Lines steps={logSteps(log).slice(1)} />}
            </Answer>
          )}
        </>
      )}
    </Panel>
  )
}

function Lines({ steps }: { steps: readonly LogStep[] }) {
  const say = useSay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
    <ol className={styles.log} tabIndex={0} aria-label={say('ticket.log')}>
      {steps.map((step) => (
        <Step key={step.entry.seq} step={step} />
      ))}
    </ol>
  )
}

/** Which lines of how many are shown, and the ways to the others. */
function Pages(props: { page: number; pages: number; lines: number; onTurn: (page: number) => void }) {
  const { page, pages, lines } = props
  const say = useSay()
  const { lang } = useSurface()
  const ways = [
    ['first', 1],
    ['before', page - 1],
    ['next', page + 1],
    ['last', pages],
  ] as const
  return (
    <nav className={styles.pages} aria-label={say('ticket.log.pages')}>
      <span role="status">
        {say('ticket.log.shown', {
          from: formatNumber((page - 1) * logPageSize + 1, lang),
          to: formatNumber(Math.min(page * logPageSize, lines), lang),
          n: formatNumber(lines, lang),
        })}
      </span>
      {ways.map(([way, to]) => (
        <Button
          key={way}
          size="small"
          disabled={to < 1 || to > pages || to === page}
          onClick={() => props.onTurn(to)}
        >
          {say(`ticket.log.${way}`)}
        </Button>
      ))}
    </nav>
  )
}

function Step(props: { step: LogStep }) {
  const { entry, waitedMs, hop } = props.step
  const say = useSay()
  const { lang, timeZone } = useSurface()
  return (
    <li
      className={styles.step}
      data-hop={hop || undefined}
      data-kind={entry.kind}
      data-derived={entry.derived || undefined}
    >
      <p className={styles.head}>
        <strong>{say(`event.${entry.kind}`)}</strong>
        <time dateTime={entry.at}>{formatInstant(entry.at, timeZone, lang)}</time>
        {waitedMs !== null && (
          <span className={styles.waited}>
            {waitedMs < 60_000
              ? say('ticket.same-time')
              : say('ticket.waited', { time: formatDuration(waitedMs, lang) })}
          </span>
        )}
        {entry.derived && <Mark title={say('ticket.derived.what')}>{say('ticket.derived')}</Mark>}
      </p>
      <Moves entry={entry} />
      {entry.reason !== null && (
        <p className={styles.detail}>
          {say('ticket.reason')}: {sayReason(say, entry.reason)}
        </p>
      )}
      {entry.due_at !== null && (
        <p className={styles.detail}>
          {say('ticket.new-due', { time: formatInstant(entry.due_at, timeZone, lang) })}
        </p>
      )}
    </li>
  )
}

function Moves(props: { entry: LogEntry }) {
  const { entry } = props
  const names = useNames()
  const side = (unit: string | null, tier: string | null) =>
    [unit !== null && names.of('unit', unit), tier !== null && names.of('tier', tier)]
      .filter((part): part is string => typeof part === 'string')
      .join(' · ')
  const from = side(entry.from_unit, entry.from_tier)
  const to = side(entry.to_unit, entry.to_tier)
  if (from === '' && to === '') return null
  return (
    <p className={styles.detail}>
      {from !== to && from}
      {from !== '' && to !== '' && from !== to && <span aria-hidden="true"> → </span>}
      {to !== '' ? <span className={styles.to}>{to}</span> : from === to && from}
    </p>
  )
}
