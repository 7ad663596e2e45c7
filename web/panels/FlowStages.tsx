import { FlowStage, type FlowTimes } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { FlowTime } from './FlowTime.tsx'
import { useNames } from './useNames.ts'

type Part = FlowTimes['parts'][number]

/** Below this share of the whole a number does not fit into its part of a bar. */
const labelFrom = 0.05

/** Hours by tier, each stacked by stage, and every part in a table. `order` is that of the tiers, the lowest first. */
export function FlowStages(props: { answer: FlowTimes; order: readonly string[] }) {
  const { parts, hours, contradictory } = props.answer
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const number = (value: number) => formatNumber(value, lang)
  const tierName = (tier: string | null) => (tier === null ? say('flow.time.noTier') : names.of('tier', tier))
  const tiers = [...new Set(parts.map(({ tier }) => tier))].toSorted((a, b) => rank(b) - rank(a))
  function rank(tier: string | null): number {
    return tier === null ? -1 : props.order.indexOf(tier)
  }
  const sum = (tier: string | null) =>
    parts.reduce((all, part) => all + (part.tier === tier ? part.hours : 0), 0)
  const widest = tiers.reduce((most, tier) => Math.max(most, sum(tier)), 0)
  const most = parts.toSorted((a, b) => b.hours - a.hours)[0]
  if (!most || hours === 0) return <p className={styles.note}>{say('flow.table.none')}</p>
  const staged = (tier: string | null) =>
    FlowStage.options.flatMap(
      (stage) => parts.find((part) => part.tier === tier && part.stage === stage) ?? [],
    )
  const titleOf = (part: Part) =>
    `${tierName(part.tier)} · ${say(`flow.stage.${part.stage}`)}: ${number(part.hours)} (${formatShare(part.share, lang)})`
  return (
    <>
      <p className={styles.finding}>
        {say('flow.time.finding', {
          stage: say(`flow.stage.${most.stage}`),
          tier: tierName(most.tier),
          share: formatShare(most.share, lang, 0),
          hours: number(hours),
        })}
      </p>
      <div className={styles.stacks} aria-hidden="true">
        {tiers.map((tier) => (
          <div key={tier ?? ''} className={styles.stack}>
            <span>{tierName(tier)}</span>
            <span className={styles.stacked} style={{ inlineSize: `${(sum(tier) / widest) * 100}%` }}>
              {staged(tier).map((part) => (
                <span
                  key={part.stage}
                  data-stage={part.stage}
                  style={{ flexGrow: part.hours }}
                  title={titleOf(part)}
                >
                  {part.share >= labelFrom && <b>{formatShare(part.share, lang, 0)}</b>}
                </span>
              ))}
            </span>
          </div>
        ))}
        <ul className={styles.stageKey}>
          {FlowStage.options.map((stage) => (
            <li key={stage}>
              <i data-stage={stage} />
              {say(`flow.stage.${stage}`)}
            </li>
          ))}
        </ul>
      </div>
      <details className={styles.twin}>
        <summary>{say('flow.time.table')}</summary>
        <Scrolling className={styles.scroll} label={say('flow.time.what')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say('flow.time.tier')}</th>
                <th scope="col">{say('flow.time.stage')}</th>
                <th scope="col">{say('flow.time.hours')}</th>
                <th scope="col">{say('flow.time.share')}</th>
                <th scope="col">{say('flow.tickets')}</th>
                <th scope="col">{say('flow.time.median')}</th>
              </tr>
            </thead>
            <tbody>
              {tiers.flatMap(staged).map((part) => (
                <tr key={`${part.tier} ${part.stage}`}>
                  <th scope="row">{tierName(part.tier)}</th>
                  <td>{say(`flow.stage.${part.stage}`)}</td>
                  <td className={styles.number}>{number(part.hours)}</td>
                  <td className={styles.number}>{formatShare(part.share, lang)}</td>
                  <td className={styles.number}>{number(part.tickets)}</td>
                  <td className={styles.number}>
                    <FlowTime time={part.time} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
      {contradictory > 0 && (
        <p className={styles.note}>
          {say('flow.time.contradictory', { count: contradictory, n: number(contradictory) })}
        </p>
      )}
    </>
  )
}
