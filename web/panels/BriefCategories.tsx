import { useSay } from '../i18n/index.ts'
import { fewest } from '../lib/fewest.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { localeOf } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import type { CategoryCounts } from './BriefFindings.ts'
import { useNames } from './useNames.ts'

const mostRows = 6

/** The categories with the most tickets, and how their counts moved; `compared` says whether there is a past. */
export function BriefCategories(props: { categories: readonly CategoryCounts[]; compared: boolean }) {
  const { compared } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const met = props.categories.filter(({ now }) => now > 0).toSorted((a, b) => b.now - a.now)
  const total = met.reduce((sum, { now }) => sum + now, 0)
  const rest = met.slice(mostRows)
  const restOf = (when: 'now' | 'before') => rest.reduce((sum, one) => sum + one[when], 0)
  const columns = (now: number, before: number) => (
    <>
      <td className={styles.strong}>{formatNumber(now, lang)}</td>
      <td>{formatShare(now / total, lang, 0)}</td>
      {compared && <td>{formatNumber(before, lang)}</td>}
      {compared && <td>{movement(now, before, localeOf(lang))}</td>}
    </>
  )
  return (
    <section className={styles.section} aria-labelledby="brief-categories">
      <h2 id="brief-categories">{say('brief.categories')}</h2>
      {met.length === 0 ? (
        <p className={styles.note}>{say('brief.categories.none')}</p>
      ) : (
        <table className={`${styles.table} ${styles.counts}`}>
          <thead>
            <tr>
              <th scope="col">{say('brief.category')}</th>
              <th scope="col">{say('brief.now')}</th>
              <th scope="col">{say('brief.share')}</th>
              {compared && <th scope="col">{say('brief.before')}</th>}
              {compared && <th scope="col">{say('brief.difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {met.slice(0, mostRows).map(({ key, now, before }) => (
              <tr key={key ?? ''}>
                <th scope="row">{key === null ? say('breakdown.none') : names.of('category', key)}</th>
                {columns(now, before)}
              </tr>
            ))}
            {rest.length > 0 && (
              <tr className={styles.soft}>
                <th scope="row">
                  {say('brief.rest', { count: rest.length, n: formatNumber(rest.length, lang) })}
                </th>
                {columns(restOf('now'), restOf('before'))}
              </tr>
            )}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** The difference of two counts, with the percentage where neither is under ten. */
export function movement(now: number, before: number, locale: string): string {
  const difference = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(now - before)
  if (now === before || now < fewest || before < fewest) return difference
  const share = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  })
  return `${difference} (${share.format((now - before) / before)})`
}
