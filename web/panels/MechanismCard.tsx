import type { ComparedFigure, Figure, Measure, Mechanisms } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { changeOf, formatFigure, formatNumber, noValue, unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Change } from '../ui/Change.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import { Formula } from './Formula.tsx'
import styles from './Mechanism.module.css'

type Mechanism = Mechanisms['mechanisms'][number]

/** One mechanism as the figures of its measures, each beside the period before and the same a year before. */
export function MechanismCard(props: { mechanism: Mechanism; answer: Mechanisms }) {
  const { mechanism, answer } = props
  const say = useSay()
  const lang = useLang()
  return (
    <Panel title={nameIn(mechanism.name, lang)} className={styles.card}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('mechanism.measure')}</th>
            <th scope="col">{say('mechanism.now')}</th>
            <th scope="col">{say('mechanism.previous')}</th>
            <th scope="col">{say('mechanism.lastYear')}</th>
          </tr>
        </thead>
        <tbody>
          {mechanism.figures.map(({ measure, ...figure }) => (
            <tr key={measure.id}>
              <th scope="row">
                {nameIn(measure.label, lang)}
                {measure.unit !== 'share' && measure.unit !== 'hours' && (
                  <span className={styles.unit}>{unitName(measure.unit, lang)}</span>
                )}
                {measure.available ? (
                  <Formula measure={measure} figure={figure} summary={answer} />
                ) : (
                  <span className={styles.why}>
                    {say('mechanism.untold', { why: measure.why ? nameIn(measure.why, lang) : noValue })}
                  </span>
                )}
              </th>
              <td className={styles.now}>
                <Value figure={figure} measure={measure} />
              </td>
              <td>
                <Past now={figure} then={figure.previous} measure={measure} />
              </td>
              <td>
                <Past now={figure} then={figure.lastYear} measure={measure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mechanism.notAvailable.length > 0 && (
        <p className={styles.missing}>
          {say('mechanism.missing', { ids: mechanism.notAvailable.join(lang === 'zh' ? '、' : ', ') })}
        </p>
      )}
    </Panel>
  )
}

function Value(props: { figure: Figure; measure: Measure }) {
  const { figure, measure } = props
  const say = useSay()
  const lang = useLang()
  return (
    <>
      {formatFigure(figure, measure.unit, lang)}
      {figure.smallNumber && figure.value !== null && (
        <>
          {' '}
          <Mark tone="warn" title={say('kpi.small.what')}>
            {say('checklist.small', { n: formatNumber(figure.n, lang) })}
          </Mark>
        </>
      )}
    </>
  )
}

function Past(props: { now: ComparedFigure; then: Figure | null; measure: Measure }) {
  const { now, then, measure } = props
  const say = useSay()
  const lang = useLang()
  if (!then) return <>{noValue}</>
  const change = changeOf(now, then, measure, lang)
  return (
    <>
      <Value figure={then} measure={measure} />
      {change && (
        <span className={styles.change}>
          <Change change={change} verdict={say(change.good ? 'kpi.better.up' : 'kpi.better.down')} />
        </span>
      )}
    </>
  )
}
