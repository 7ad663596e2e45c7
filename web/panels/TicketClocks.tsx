import type { TicketDetail } from '@grid/data/contract'
import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { type Say, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { dayOf, formatDay, formatDuration, formatInstant } from '../lib/time.ts'
import { Message } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useSurface } from '../ui/surface.tsx'
import { type ClockChart, type ClockRow, clockChart } from './clockRows.ts'
import styles from './TicketClocks.module.css'
import { TicketClocksTable } from './TicketClocksTable.tsx'
import { useNames } from './useNames.ts'

/** More stays than this are drawn when asked for. */
const drawnAtFirst = 40

/** Who had the ticket: received, signed and due of every stay on one scale of time; the same as a table. */
export function TicketClocks(props: { ticket: TicketDetail; className?: string | undefined }) {
  const { ticket } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const [shape, setShape] = useState<'chart' | 'table'>('chart')
  const [all, setAll] = useState(false)
  const chart = useMemo(() => clockChart(ticket.clocks, ticket.asOf, timeZone), [ticket, timeZone])
  const untold = ticket.clocks.stays - ticket.clocks.hops.length
  const rows = all ? chart?.rows : chart?.rows.slice(0, drawnAtFirst)
  return (
    <Panel
      title={say('path.title')}
      className={props.className}
      actions={
        chart && (
          <Segmented
            size="small"
            aria-label={say('path.title')}
            value={shape}
            options={[
              { value: 'chart' as const, label: say('path.asChart') },
              { value: 'table' as const, label: say('path.asTable') },
            ]}
            onChange={setShape}
          />
        )
      }
    >
      {!chart || !rows ? (
        <Message title={say('path.none')} />
      ) : (
        <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('path.title') })}>
          {shape === 'table' ? (
            <TicketClocksTable rows={rows} />
          ) : (
            <>
              <Key />
              <ol className={styles.rows}>
                <Scale chart={chart} />
                {rows.map((row) => (
                  <Row key={row.number} row={row} chart={chart} />
                ))}
              </ol>
            </>
          )}
          {rows.length < chart.rows.length && (
            <Button size="small" type="link" onClick={() => setAll(true)}>
              {say('path.more', { n: formatNumber(chart.rows.length, lang) })}
            </Button>
          )}
          {untold > 0 && (
            <p className={styles.soft}>
              {say('path.between', {
                n: formatNumber(ticket.clocks.stays, lang),
                untold: formatNumber(untold, lang),
              })}
            </p>
          )}
        </Scrolling>
      )}
    </Panel>
  )
}

function Row({ row, chart }: { row: ClockRow; chart: ClockChart }) {
  const { hop, parts, due } = row
  const say = useSay()
  const names = useNames()
  const { lang, timeZone } = useSurface()
  const time = (at: string) => formatInstant(at, timeZone, lang)
  return (
    <li className={styles.row} data-now={hop.left_at === null || undefined}>
      <p className={styles.name}>
        <span className={styles.number}>{row.number}</span>
        <strong>{hop.unit === null ? say('path.unknown') : names.of('unit', hop.unit)}</strong>
        {hop.tier !== null && <span className={styles.soft}>{names.of('tier', hop.tier)}</span>}
      </p>
      <div className={styles.track} aria-hidden="true">
        {chart.ticks.map(({ at, ms }) => (
          <span key={ms} className={styles.line} style={{ insetInlineStart: `${at * 100}%` }} />
        ))}
        {parts.map((part) => (
          <span
            key={`${part.kind} ${part.from}`}
            className={styles.part}
            data-kind={part.kind}
            style={{ insetInlineStart: `${part.from * 100}%`, width: `${(part.to - part.from) * 100}%` }}
          />
        ))}
        {due !== null && (
          <span
            className={styles.due}
            style={{ insetInlineStart: `${due * 100}%` }}
            title={`${say('path.due')} ${hop.due_at === null ? '' : time(hop.due_at)}`}
          />
        )}
      </div>
      <p className={styles.says}>
        <time dateTime={hop.received_at}>{time(hop.received_at)}</time>
        {saysOf(row, say, lang).map((part) => (
          <span key={part.text} data-tone={part.tone}>
            {part.text}
          </span>
        ))}
      </p>
    </li>
  )
}

/** What the three clocks of a stay say, in words. */
function saysOf({ hop, lateMs }: ClockRow, say: Say, lang: Lang): { text: string; tone?: 'late' }[] {
  const long = (seconds: number) => ({ time: formatDuration(seconds * 1000, lang) })
  const never = hop.signed_at === null
  return [
    { text: say(never ? 'path.says.never' : 'path.says.waited', long(hop.waiting_seconds)) },
    ...(never ? [] : [{ text: say('path.says.worked', long(hop.working_seconds)) }]),
    ...(hop.paused_seconds > 0 ? [{ text: say('path.says.paused', long(hop.paused_seconds)) }] : []),
    ...(hop.left_at === null ? [{ text: say('path.here') }] : []),
    ...(lateMs === null
      ? []
      : [
          {
            text: say(hop.left_at === null ? 'path.says.overdue' : 'path.says.late', {
              time: formatDuration(lateMs, lang),
            }),
            tone: 'late' as const,
          },
        ]),
  ]
}

/** The beginning and round times after it, where there is room for their labels. */
function Scale({ chart }: { chart: ClockChart }) {
  const { lang, timeZone } = useSurface()
  const time = (ms: number) => formatInstant(new Date(ms).toISOString(), timeZone, lang)
  const daily = chart.ticks.every(({ ms }) => time(ms).endsWith('00:00'))
  const ticks = chart.ticks.filter(({ at }) => at > 0.24 && at < 0.78)
  return (
    <li className={styles.scale} aria-hidden="true">
      {[{ at: 0, ms: chart.from }, ...ticks].map(({ at, ms }) => (
        <span key={ms} style={{ insetInlineStart: `${at * 100}%` }}>
          {daily ? formatDay(dayOf(new Date(ms).toISOString(), timeZone), lang) : time(ms)}
        </span>
      ))}
    </li>
  )
}

function Key() {
  const say = useSay()
  return (
    <ul className={styles.key} aria-label={say('path.key')}>
      {(['waited', 'worked', 'paused', 'late'] as const).map((kind) => (
        <li key={kind}>
          <span className={styles.swatch} data-kind={kind} aria-hidden="true" />
          {say(`path.${kind}`)}
        </li>
      ))}
      <li>
        <span className={styles.dueSwatch} aria-hidden="true" />
        {say('path.due')}
      </li>
    </ul>
  )
}
