import type { FlowWhatIf as Answered, FlowSpared } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { FlowTime } from './FlowTime.tsx'
import { useNames } from './useNames.ts'

/** Hops and hours that a way straight to the list's tier would have spared; how that is estimated and what it does not say. */
export function FlowWhatIf(props: { answer: Answered }) {
  const { total, observed, estimated, tiers, leftOut, followed, method, caveats, reason } = props.answer
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const number = (value: number) => formatNumber(value, lang)
  if (reason) return <p className={styles.note}>{nameIn(reason, lang)}</p>
  const rows: [string, FlowSpared][] = [
    ...tiers.map(({ tier, spared }): [string, FlowSpared] => [names.of('tier', tier), spared]),
    [say('flow.whatif.observed'), observed],
    [say('flow.whatif.estimated'), estimated],
    [say('flow.total'), total],
  ]
  const more = total.hours.fewer < 0
  return (
    <>
      <p className={styles.finding}>
        {say(more ? 'flow.whatif.finding.more' : 'flow.whatif.finding', {
          hops: number(total.hops.fewer),
          hours: number(Math.abs(total.hours.fewer)),
          n: number(total.tickets),
        })}{' '}
        <span className={styles.soft}>{say('flow.whatif.what')}</span>
      </p>
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.whatif') })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('flow.whatif.tier')}</th>
              <th scope="col">{say('flow.whatif.tickets')}</th>
              <th scope="col">{say('flow.whatif.hops')}</th>
              <th scope="col">{say('flow.whatif.hours')}</th>
              <th scope="col">{say('flow.whatif.perTicket')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, { tickets, hops, hours, perTicket }]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={styles.number}>{number(tickets)}</td>
                <td className={styles.number}>
                  {number(hops.actual)} → {number(hops.straight)}
                </td>
                <td className={styles.number}>
                  {number(hours.actual)} → {number(hours.straight)}
                </td>
                <td className={styles.number}>
                  <FlowTime time={perTicket} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <p className={styles.note}>
        {say('flow.whatif.followed', { n: number(followed) })}
        {'. '}
        {say('flow.whatif.left', {
          unlisted: number(leftOut.unlisted),
          untold: number(leftOut.untold),
          below: number(leftOut.below),
          noTypical: number(leftOut.noTypical),
        })}
      </p>
      <details className={styles.note}>
        <summary>{say('flow.whatif.method')}</summary>
        <p>{nameIn(method, lang)}</p>
        <ul>
          {caveats.map((caveat) => (
            <li key={caveat.en}>{nameIn(caveat, lang)}</li>
          ))}
        </ul>
      </details>
    </>
  )
}
