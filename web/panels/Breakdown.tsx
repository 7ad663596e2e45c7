import type { Breakdown as BreakdownAnswer, Measure } from '@grid/data/contract'
import { Segmented } from 'antd'
import { useSay } from '../i18n/index.ts'
import { formatFigure, formatNumber, formatShare } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import { type FilterKey, filterKeys } from '../view/fields.ts'
import { useView } from '../view/useView.ts'
import { Answer, type Asked } from './Answer.tsx'
import styles from './Breakdown.module.css'
import { toggled } from './filterPatch.ts'
import { NoTickets } from './NoTickets.tsx'
import { useNames } from './useNames.ts'

type Group = BreakdownAnswer['groups'][number]

/** Tickets by one of their properties, with the chosen measure beside; a line is a filter. */
export function Breakdown(props: { asked: Asked<BreakdownAnswer>; measure: Measure | undefined }) {
  const say = useSay()
  const { view, setView } = useView()
  return (
    <div className={styles.panel}>
      <Segmented<FilterKey>
        size="small"
        className={styles.by ?? ''}
        aria-label={say('breakdown.by')}
        value={view.by}
        options={filterKeys.map((key) => ({ value: key, label: say(`filter.${key}`) }))}
        onChange={(by) => setView({ by }, { replace: true })}
      />
      <Answer asked={props.asked} lines={8} className={styles.scroll}>
        {(answer) =>
          answer.groups.some((group) => group.reported > 0) ? (
            <Groups answer={answer} measure={props.measure} />
          ) : (
            <NoTickets />
          )
        }
      </Answer>
    </div>
  )
}

function Groups(props: { answer: BreakdownAnswer; measure: Measure | undefined }) {
  const { answer } = props
  const say = useSay()
  const lang = useLang()
  const measure = props.measure?.unit === 'tickets' ? undefined : props.measure
  const most = Math.max(1, ...answer.groups.map((group) => group.reported))
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say(`filter.${answer.by}`)}</th>
          <th scope="col" className={styles.number}>
            {say('breakdown.reported')}
          </th>
          <th scope="col" className={styles.number}>
            {say('breakdown.share')}
          </th>
          {measure && (
            <th scope="col" className={styles.number}>
              {nameIn(measure.label, lang)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {answer.groups.map((group) => (
          <Line key={group.key ?? ''} group={group} by={answer.by} measure={measure} most={most} />
        ))}
      </tbody>
    </table>
  )
}

function Line(props: { group: Group; by: FilterKey; measure: Measure | undefined; most: number }) {
  const { group, by, measure, most } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  const { key } = group
  const name = key === null ? say('breakdown.none') : names.of(by, key)
  const parent = by === 'category' && key !== null ? names.parentCategory(key) : null
  const on = key !== null && toggled(view, by, key).on
  const figure = measure && group.measures.find((item) => item.id === measure.id)
  return (
    <tr className={styles.line} data-on={on || undefined}>
      <th scope="row">
        <span
          className={styles.bar}
          style={{ width: `${(100 * group.reported) / most}%` }}
          aria-hidden="true"
        />
        {key === null ? (
          <span className={styles.none}>{name}</span>
        ) : (
          <button
            type="button"
            className={styles.name}
            aria-pressed={on}
            title={say(on ? 'breakdown.unfilter' : 'breakdown.filter', { name })}
            onClick={() => setView(toggled(view, by, key).patch)}
          >
            {name}
            {parent !== null && <span className={styles.parent}> {parent}</span>}
          </button>
        )}
      </th>
      <td className={styles.number}>{formatNumber(group.reported, lang)}</td>
      <td className={styles.number}>{formatShare(group.share, lang)}</td>
      {measure && (
        <td className={styles.number}>
          {figure?.smallNumber && figure.value !== null && (
            <Mark tone="warn" title={say('kpi.small.what')}>
              n={formatNumber(figure.n, lang)}
            </Mark>
          )}{' '}
          {formatFigure(figure, measure.unit, lang)}
        </td>
      )}
    </tr>
  )
}
