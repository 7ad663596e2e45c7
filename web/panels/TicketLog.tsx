import type { LogEntry, TicketDetail } from '@grid/data/contract'
import { sayReason, useSay } from '../i18n/index.ts'
import { formatDuration, formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { Message } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useSurface } from '../ui/surface.tsx'
import { type LogStep, logSteps } from './logSteps.ts'
import styles from './TicketLog.module.css'
import { useNames } from './useNames.ts'

/** What happened to a ticket, in order: who handed it to whom, why, and how long each step took. */
export function TicketLog(props: { ticket: TicketDetail; className?: string | undefined }) {
  const say = useSay()
  const steps = logSteps(props.ticket.log)
  return (
    <Panel title={say('ticket.log')} className={props.className}>
      {steps.length === 0 ? (
        <Message title={say('ticket.log.empty')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
        <ol className={styles.log} tabIndex={0} aria-label={say('ticket.log')}>
          {steps.map((step) => (
            <Step key={step.entry.seq} step={step} />
          ))}
        </ol>
      )}
    </Panel>
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
