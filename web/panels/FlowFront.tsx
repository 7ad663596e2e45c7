import type { FlowFront as Answered, FrontCount } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { useNames } from './useNames.ts'

/** Whether tickets were solved at the tier of their checklist without a way round: in total and by the list's tier. */
export function FlowFront(props: { answer: Answered }) {
  const { total, tiers, unlisted, untold, reason } = props.answer
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const number = (value: number) => formatNumber(value, lang)
  if (reason) return <p className={styles.note}>{nameIn(reason, lang)}</p>
  const rows: [string, FrontCount][] = [
    ...tiers.map((count): [string, FrontCount] => [names.of('tier', count.tier), count]),
    [say('flow.total'), total],
  ]
  return (
    <>
      {total.figure.value !== null && (
        <p className={styles.finding}>
          {say('flow.front.finding', {
            share: formatShare(total.figure.value, lang),
            n: number(total.figure.numerator),
            of: number(total.figure.denominator ?? 0),
          })}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('flow.front.tier')}</th>
            <th scope="col">{say('flow.front.share')}</th>
            <th scope="col">{say('flow.tickets')}</th>
            <th scope="col">{say('flow.front.roundabout')}</th>
            <th scope="col">{say('flow.front.above')}</th>
            <th scope="col">{say('flow.front.beside')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, { figure, roundabout, above, beside }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.number}>
                {figure.value === null ? noValue : formatShare(figure.value, lang)}
                {figure.smallNumber && figure.value !== null && (
                  <>
                    {' '}
                    <Mark tone="warn" title={say('kpi.small.what')}>
                      n={number(figure.n)}
                    </Mark>
                  </>
                )}
              </td>
              <td className={styles.number}>
                {number(figure.numerator)} / {number(figure.denominator ?? 0)}
              </td>
              <td className={styles.number}>{number(roundabout)}</td>
              <td className={styles.number}>{number(above)}</td>
              <td className={styles.number}>{number(beside)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {say('flow.front.left', { unlisted: number(unlisted), untold: number(untold) })}
      </p>
    </>
  )
}
