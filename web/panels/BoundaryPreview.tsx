import { AcceptedFault, type BoundaryReport } from '@grid/data/contract'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Boundaries.module.css'
import { BoundaryChanges } from './BoundaryChanges.tsx'
import { BoundaryDrawing } from './BoundaryDrawing.tsx'
import { BoundaryMoves } from './BoundaryMoves.tsx'

/** What new boundaries would do: what stands in the way, what moves, what changes, drawn and in tables. */
export function BoundaryPreview(props: {
  report: BoundaryReport
  index: AreaIndex
  accepted: ReadonlySet<string>
  busy: boolean
  onAccept: (kind: AcceptedFault, taken: boolean) => void
  onCsv: () => void
  children: ReactNode
}) {
  const { report } = props
  const say = useSay()
  const lang = useLang()
  const { tickets } = report
  if (report.known) return <p role="status">{say('boundaries.known')}</p>
  return (
    <section aria-label={say('boundaries.preview')} aria-busy={props.busy}>
      <p role="status">
        <strong>
          {say('boundaries.moved', { count: tickets.moved, all: formatNumber(tickets.all, lang) })}
        </strong>
        {tickets.left > 0 && <> · {say('boundaries.left', { count: tickets.left })}</>}
      </p>
      {tickets.byCode > 0 && (
        <p className={styles.soft}>{say('boundaries.byCode', { count: tickets.byCode })}</p>
      )}
      {report.units.map(({ unit, area }) => (
        <p key={unit} className={styles.soft}>
          {say('boundaries.unit', { unit, area })}
        </p>
      ))}
      {report.notes.map((note) => (
        <p key={note} className={styles.soft}>
          {note}
        </p>
      ))}
      <Faults {...props} />
      <p className={styles.line}>
        {props.children}
        <Button size="small" disabled={tickets.moved === 0} onClick={props.onCsv}>
          {say('boundaries.csv')}
        </Button>
      </p>
      <BoundaryDrawing report={report} />
      <BoundaryChanges changes={report.changes} />
      <BoundaryMoves tickets={tickets} index={props.index} report={report} />
    </section>
  )
}

function Faults(props: Parameters<typeof BoundaryPreview>[0]) {
  const say = useSay()
  const { faults } = props.report
  if (faults.length === 0) return null
  const acceptable = (kind: string) => AcceptedFault.options.find((one) => one === kind)
  return (
    <>
      <h4 className={styles.title}>{say('boundaries.faults')}</h4>
      <ul className={styles.list}>
        {faults.slice(0, 50).map(({ kind, reason, remedy, place }) => {
          const known = acceptable(kind)
          return (
            <li key={reason} className={styles.bad}>
              <strong>{say(`boundaries.fault.${kind}`)}</strong> {reason}
              {place && ` (${place.join(', ')})`}
              <p className={styles.soft}>{remedy}</p>
              {known && (
                <label>
                  <input
                    type="checkbox"
                    checked={props.accepted.has(known)}
                    disabled={props.busy}
                    onChange={(event) => props.onAccept(known, event.target.checked)}
                  />{' '}
                  {say('boundaries.accept')}
                </label>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
