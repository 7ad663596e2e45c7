import type { FlowFront as Answered, FrontCount } from '@grid/data/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { useNames } from './useNames.ts'

/** Categories shown until all are asked for. */
const first = 8

/** Whether tickets were solved at the tier of their checklist without a way round: in total, by the list's tier, by category. */
export function FlowFront(props: { answer: Answered }) {
  const { total, tiers, categories, unlisted, untold, reason } = props.answer
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const [all, setAll] = useState(false)
  const number = (value: number) => formatNumber(value, lang)
  if (reason) return <p className={styles.note}>{nameIn(reason, lang)}</p>
  const shown = all ? categories : categories.slice(0, first)
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
        <Heads of={[say('flow.front.tier')]} />
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cells count={count} />
            </tr>
          ))}
        </tbody>
      </table>
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.front.categories') })}>
        <table className={styles.table}>
          <Heads of={[say('flow.front.category'), say('flow.front.tier')]} />
          <tbody>
            {shown.map((count) => (
              <tr key={count.category}>
                <th scope="row">{names.of('category', count.category)}</th>
                <td>{names.of('tier', count.tier)}</td>
                <Cells count={count} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {categories.length > first && (
        <Button size="small" type="link" onClick={() => setAll(!all)}>
          {all
            ? say('flow.front.fewCategories')
            : say('flow.front.allCategories', { n: number(categories.length) })}
        </Button>
      )}
      <p className={styles.note}>
        {say('flow.front.left', { unlisted: number(unlisted), untold: number(untold) })}
      </p>
    </>
  )
}

function Heads({ of }: { of: readonly string[] }) {
  const say = useSay()
  const counts = ['share', 'tickets', 'roundabout', 'above', 'beside'] as const
  const words = counts.map((count) => say(count === 'tickets' ? 'flow.tickets' : `flow.front.${count}`))
  return (
    <thead>
      <tr>
        {[...of, ...words].map((word) => (
          <th key={word} scope="col">
            {word}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Cells({ count }: { count: FrontCount }) {
  const { figure, roundabout, above, beside } = count
  const say = useSay()
  const lang = useLang()
  const number = (value: number) => formatNumber(value, lang)
  return (
    <>
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
    </>
  )
}
