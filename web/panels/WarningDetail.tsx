import type { Warning, Warnings } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { footOf } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { formatInstant, formatPeriod } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import type { FilterQuery } from '../view/query.ts'
import { SpotFacts, SpotFrame, SpotPart } from './SpotFrame.tsx'
import { lengthText } from './SpotLegend.tsx'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'
import { SpotTickets } from './SpotTickets.tsx'
import { useNames } from './useNames.ts'
import { WarningDeeds } from './WarningDeeds.tsx'
import { recursText } from './WarningList.tsx'

/** One warning: what happened in a sentence, where, its tickets, the numbers, and what was done about it. */
export function WarningDetail(props: {
  warning: Warning
  all: Warnings
  filter: FilterQuery
  nameOf: (code: string) => string
  onFind: () => void
  onOpenArea: (code: string) => void
}): ReactNode {
  const { warning, all, nameOf } = props
  const say = useSay()
  const { lang } = useSurface()
  const names = useNames()
  const title = warning.category === null ? say('warning.all') : names.of('category', warning.category)
  const foot = footOf(warning, all.method?.resolution)
  const within = JSON.stringify({ type: 'Polygon', coordinates: [foot] })
  const { from, to } = warning
  const category = warning.category === null ? {} : { category: [warning.category] }
  const filter: FilterQuery = {
    ...(props.filter.asOf !== undefined && { asOf: props.filter.asOf }),
    ...category,
    from,
    to,
    within,
  }
  return (
    <SpotFrame title={title} onFind={props.onFind}>
      <p className={styles.class}>
        <SpotSwatch id={`warning.${warning.state}`} />{' '}
        <strong>{say(`spots.warning.${warning.state}`)}</strong>
      </p>
      <p className={styles.why}>{nameIn(warning.sentence, lang)}</p>
      {warning.state === 'grown' && <p className={styles.soft}>{say('warning.grown.what')}</p>}
      <p className={styles.soft}>
        {formatPeriod(warning, lang)} · {recursText(warning.recurrenceDays, say, lang)}
      </p>
      <WarningDeeds warning={warning} asOf={props.filter.asOf} />
      {warning.areas.length > 0 && (
        <SpotPart title={say('warning.where')}>
          <ul className={styles.about}>
            {/* the widest holds them all, wherever they are */}
            {warning.areas.slice(warning.areas.length > 1 ? 1 : 0).map(({ code, tickets }) => (
              <li key={code}>
                <button type="button" className={styles.link} onClick={() => props.onOpenArea(code)}>
                  {nameOf(code)}
                </button>
                <span className={styles.aboutCount}>
                  {say('spots.tickets', { count: tickets, n: formatNumber(tickets, lang) })}
                </span>
              </li>
            ))}
          </ul>
        </SpotPart>
      )}
      {warning.topCategories.length > 0 && (
        <SpotPart title={say('spots.categories')}>
          <ul className={styles.about}>
            {warning.topCategories.map(({ id, tickets }) => (
              <li key={id}>
                <span
                  className={styles.aboutBar}
                  style={{ width: `${(100 * tickets) / warning.observed}%` }}
                  aria-hidden="true"
                />
                <span>{names.of('category', id)}</span>
                <span className={styles.aboutCount}>{formatNumber(tickets, lang)}</span>
              </li>
            ))}
          </ul>
        </SpotPart>
      )}
      <SpotTickets
        title={say('warning.tickets')}
        filter={filter}
        patch={{ within, from, to, category: filter.category ?? [] }}
      />
      {warning.log.length > 0 && <Log warning={warning} />}
      <details className={`${styles.part} ${styles.more}`}>
        <summary>{say('spots.method')}</summary>
        <Numbers warning={warning} />
        {all.method && <p className={styles.soft}>{nameIn(all.method.how, lang)}</p>}
      </details>
    </SpotFrame>
  )
}

function Numbers({ warning }: { warning: Warning }): ReactNode {
  const say = useSay()
  const { lang } = useSurface()
  const number = (value: number, digits = 0) => formatNumber(value, lang, digits)
  const chance = (p: number) => String(Number(p.toPrecision(2)))
  return (
    <SpotFacts
      rows={[
        [say('warning.fact.observed'), number(warning.observed)],
        [say('warning.fact.expected'), number(warning.expected, 2)],
        [say('warning.fact.ratio'), number(warning.ratio, 2)],
        [say('warning.fact.days'), number(warning.days)],
        [say('warning.fact.radius'), lengthText(warning.radius, lang)],
        [say('warning.fact.cells'), number(warning.cells.length)],
        [say('warning.fact.llr'), number(warning.logLikelihoodRatio, 2)],
        [say('warning.fact.p'), chance(warning.p)],
        [say('warning.fact.adjusted'), chance(warning.adjustedP)],
        [say('warning.fact.rank'), number(warning.rank)],
      ]}
    />
  )
}

/** What was done about a warning, the latest first. */
function Log({ warning }: { warning: Warning }): ReactNode {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  return (
    <SpotPart title={say('warning.log')}>
      <ul className={styles.log}>
        {warning.log.toReversed().map((entry) => (
          <li key={entry.at}>
            <strong>
              {entry.action === 'reopened'
                ? say('warning.log.reopened')
                : say('warning.log.dismissed', {
                    reason: entry.reason === null ? '' : say(`warning.reason.${entry.reason}`),
                  })}
            </strong>
            {entry.note !== null && <q>{entry.note}</q>}
            <div className={styles.soft}>
              {formatInstant(entry.at, timeZone, lang)}
              {entry.observed !== null &&
                entry.expected !== null &&
                ` · ${say('warning.log.then', {
                  observed: formatNumber(entry.observed, lang),
                  expected: formatNumber(entry.expected, lang, 1),
                })}`}
            </div>
          </li>
        ))}
      </ul>
    </SpotPart>
  )
}
