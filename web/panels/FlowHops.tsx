import type { FlowHops as Answered } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'

/** How often tickets were handed on, and whether the first receiver led to the end. */
export function FlowHops(props: { answer: Answered }) {
  const { distribution, mean, firstReceiverLeads, keptThroughout, cameBack, doneByAnother } = props.answer
  const say = useSay()
  const lang = useLang()
  const number = (value: number) => formatNumber(value, lang)
  const done = keptThroughout + cameBack + doneByAnother
  const ends = [
    ['kept', keptThroughout],
    ['back', cameBack],
    ['other', doneByAnother],
  ] as const
  const most = distribution.reduce((max, { share }) => Math.max(max, share), 0)
  return (
    <>
      <p className={styles.finding}>
        {say('flow.hops.finding', {
          mean: mean.value === null ? noValue : formatNumber(mean.value, lang, 2),
          share: firstReceiverLeads.value === null ? noValue : formatShare(firstReceiverLeads.value, lang),
        })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('flow.handOffs')}</th>
            <th scope="col">{say('flow.tickets')}</th>
            <th scope="col">{say('flow.paths.share')}</th>
          </tr>
        </thead>
        <tbody>
          {distribution.map(({ hops, andMore, tickets, share }) => (
            <tr key={hops}>
              <th scope="row">
                {andMore
                  ? say('flow.hops.more', { n: number(hops) })
                  : say('flow.hops.count', { count: hops, n: number(hops) })}
              </th>
              <td className={styles.number}>{number(tickets)}</td>
              <td className={styles.number}>
                <span
                  className={styles.bar}
                  style={{ inlineSize: `${most === 0 ? 0 : (share / most) * 120}px` }}
                  aria-hidden="true"
                />
                {formatShare(share, lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('flow.hops.leads')}</th>
            <th scope="col">{say('flow.hops.done')}</th>
            <th scope="col">{say('flow.paths.share')}</th>
          </tr>
        </thead>
        <tbody>
          {ends.map(([end, tickets]) => (
            <tr key={end}>
              <th scope="row">{say(`flow.hops.${end}`)}</th>
              <td className={styles.number}>{number(tickets)}</td>
              <td className={styles.number}>
                <span
                  className={styles.bar}
                  style={{ inlineSize: `${done === 0 ? 0 : (tickets / done) * 120}px` }}
                  aria-hidden="true"
                />
                {done === 0 ? noValue : formatShare(tickets / done, lang)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
