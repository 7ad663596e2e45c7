import type { ChecklistAnswer, ChecklistParted, ChecklistTickets, Figure, Parting } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Checklist.module.css'
import { ChecklistBar } from './ChecklistBar.tsx'

/** The cells of a line or of the whole list: what happened, and where it parts. Counts open their tickets. */
export function ChecklistFigures(props: {
  happened: ChecklistAnswer['happened']
  parted: ChecklistParted
  partings: readonly Parting[]
  /** what the numbers are of */
  name: string
  onOpen: (parting: ChecklistTickets) => void
  children?: ReactNode
}) {
  const { happened, parted, name, onOpen } = props
  const say = useSay()
  const lang = useLang()
  const { handling } = happened
  const hours = (value: number | null | undefined) =>
    value === null || value === undefined ? noValue : formatNumber(value, lang, value < 10 ? 1 : 0)
  return (
    <>
      <td>
        <ChecklistBar byTier={happened.byTier} closed={happened.closed} />
        {props.children}
      </td>
      <td className={styles.number}>
        <Count
          count={happened.closed}
          way={say('checklist.tickets.closed')}
          name={name}
          onOpen={() => onOpen('closed')}
        />
      </td>
      <td className={styles.number}>
        <Share figure={happened.solvedAt} />
      </td>
      <td className={styles.number}>
        {hours(handling.value)}
        {handling.value !== null && <span className={styles.share}>({hours(handling.p90)})</span>}
      </td>
      <td className={styles.number}>
        <Share figure={happened.onTime} />
      </td>
      {props.partings.map((parting) => {
        const figure = parted[parting]
        return (
          <td key={parting} className={styles.number}>
            {figure ? (
              <>
                <Count
                  count={figure.numerator}
                  way={say(`checklist.parted.${parting}`)}
                  name={name}
                  onOpen={() => onOpen(parting)}
                />
                {figure.numerator > 0 && <Share figure={figure} beside />}
              </>
            ) : (
              noValue
            )}
          </td>
        )
      })}
    </>
  )
}

/** A count that opens its tickets; none opens nothing. */
function Count(props: { count: number; way: string; name: string; onOpen: () => void }) {
  const { count, way, name } = props
  const say = useSay()
  const lang = useLang()
  const n = formatNumber(count, lang)
  if (count === 0) return <>{n}</>
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={say('checklist.open', { count, n, way, name })}
      onClick={props.onOpen}
    >
      {n}
    </button>
  )
}

function Share(props: { figure: Figure; beside?: boolean }) {
  const { figure, beside } = props
  const say = useSay()
  const lang = useLang()
  if (figure.value === null) return beside ? null : noValue
  return (
    <span
      className={beside ? styles.share : undefined}
      title={`${formatNumber(figure.numerator, lang)} / ${formatNumber(figure.denominator ?? 0, lang)}`}
    >
      {formatShare(figure.value, lang, beside ? 0 : 1)}
      {figure.smallNumber && (
        <>
          {' '}
          <Mark tone="warn" title={say('kpi.small.what')}>
            {say('checklist.small', { n: formatNumber(figure.n, lang) })}
          </Mark>
        </>
      )}
    </span>
  )
}
