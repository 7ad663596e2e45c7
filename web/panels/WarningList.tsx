import type { Warning, Warnings } from '@grid/data/contract'
import { Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { type Say, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { formatPeriod } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import { Only } from './PlaceList.tsx'
import { className } from './SpotClasses.ts'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'
import { useNames } from './useNames.ts'
import { WarningStanding } from './WarningStanding.tsx'

/** Warnings that the view shows: those nobody has set aside, unless these are asked for too. */
export function shownWarnings(
  { warnings }: Warnings,
  { dismissed, only }: { dismissed: 'hidden' | 'shown'; only: string | null },
): Warning[] {
  return warnings.filter(
    ({ state }) => (dismissed === 'shown' || state !== 'dismissed') && (only === null || state === only),
  )
}

/** The coordinator's list: what chance does not explain, the rarest first. `all` has those set aside as well. */
export function WarningList(props: {
  all: Warnings
  shown: readonly Warning[]
  nameOf: (code: string) => string
  onOpen: (id: string) => void
}): ReactNode {
  const { all, shown, nameOf } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  const label = useId()
  const dismissed = all.warnings.filter(({ state }) => state === 'dismissed').length
  return (
    <div className={styles.scroll}>
      <WarningStanding all={all} shown={shown.length} />
      {dismissed > 0 && (
        <p className={styles.only}>
          <Switch
            size="small"
            aria-labelledby={label}
            checked={view.dismissed === 'shown'}
            onChange={(on) => setView({ dismissed: on ? 'shown' : 'hidden' }, { replace: true })}
          />
          <span id={label}>{say('warning.showDismissed', { n: formatNumber(dismissed, lang) })}</span>
        </p>
      )}
      {view.only !== null && <Only name={className({ kind: 'warnings', answer: all }, view.only, say)} />}
      {shown.length > 0 && (
        <ul className={styles.list} aria-label={say('warning.list')}>
          {shown.map((warning) => {
            const area = warning.areas.at(-1)
            return (
              <li key={warning.id} className={styles.item}>
                <button type="button" className={styles.open} onClick={() => props.onOpen(warning.id)}>
                  <SpotSwatch id={`warning.${warning.state}`} />
                  <span className={styles.name}>
                    {warning.category === null ? say('warning.all') : names.of('category', warning.category)}
                    {area && ` · ${nameOf(area.code)}`}
                  </span>
                  <span className={styles.number}>{againstText(warning, lang)}</span>
                  <span className={styles.line}>
                    {formatPeriod(warning, lang)} · {recursText(warning, say, lang)}{' '}
                    {warning.state !== 'active' && <Mark>{say(`spots.warning.${warning.state}`)}</Mark>}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      )}
      {all.method && <p className={styles.soft}>{nameIn(all.method.how, lang)}</p>}
    </div>
  )
}

/** Tickets against what was to be expected: `14 : 3.2`. */
export function againstText(
  { observed, expected }: Pick<Warning, 'observed' | 'expected'>,
  lang: Lang,
): string {
  return `${formatNumber(observed, lang)} : ${formatNumber(expected, lang, 1)}`
}

const daysAYear = 365.25

/** How rarely chance alone would show as much, in days or years, as far as can be told. */
export function recursText(
  { recurrenceDays: days, beyond }: Pick<Warning, 'recurrenceDays' | 'beyond'>,
  say: Say,
  lang: Lang,
): string {
  const least = beyond ? '.least' : ''
  if (days >= 2 * daysAYear)
    return say(`warning.recurs.years${least}`, {
      n: formatNumber(days / daysAYear, lang, days < 3650 ? 1 : 0),
    })
  return say(`warning.recurs${least}`, { n: formatNumber(days, lang) })
}
