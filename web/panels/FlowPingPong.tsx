import { type FlowPingPong as Answered, writeWay } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { FlowTime } from './FlowTime.tsx'
import { useNames } from './useNames.ts'

/** Tickets that came back to the one before the last: how many, how often, and between whom most. */
export function FlowPingPong(props: { answer: Answered; onChoose: (pair: string) => void }) {
  const { answer } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const number = (value: number) => formatNumber(value, lang)
  const name = (id: string) => names.of(answer.by, id)
  if (answer.triples === 0) return <p className={styles.note}>{say('flow.pingpong.none')}</p>
  const { value, numerator, denominator } = answer.tickets
  return (
    <>
      <p className={styles.finding}>
        {say('flow.pingpong.finding', {
          tickets: number(numerator),
          all: number(denominator ?? 0),
          share: value === null ? noValue : formatShare(value, lang),
          triples: number(answer.triples),
        })}
      </p>
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.pingpong') })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('flow.pingpong.pair')}</th>
              <th scope="col">{say('flow.pingpong.triples')}</th>
              <th scope="col">{say('flow.tickets')}</th>
              <th scope="col">{say('flow.pingpong.between')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.pairs.map(({ a, b, triples, tickets, aba, bab, between }) => (
              <tr key={`${a}\n${b}`}>
                <th scope="row">
                  {name(a)} ⇄ {name(b)}
                </th>
                <td
                  className={styles.number}
                  title={`${name(a)} → ${name(b)} → ${name(a)}: ${number(aba)}\n${name(b)} → ${name(a)} → ${name(b)}: ${number(bab)}`}
                >
                  {number(triples)}
                </td>
                <td className={styles.number}>
                  <button
                    type="button"
                    className={styles.count}
                    aria-label={`${number(tickets)}: ${say('flow.open', { name: `${name(a)} ⇄ ${name(b)}` })}`}
                    onClick={() => props.onChoose(writeWay(answer.by, [a, b]))}
                  >
                    {number(tickets)}
                  </button>
                </td>
                <td className={styles.number}>
                  <FlowTime time={between} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {answer.folded.pairs > 0 && (
        <p className={styles.note}>
          {say('flow.pingpong.folded', {
            n: number(answer.folded.pairs),
            triples: number(answer.folded.triples),
          })}
        </p>
      )}
    </>
  )
}
