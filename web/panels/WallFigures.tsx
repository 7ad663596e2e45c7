import type { ComparedFigure, Measure } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { changeOf, formatFigure, formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Wall.module.css'

const arrows = { '-1': '▼', '0': '＝', '1': '▲' } as const

/** Key figures, each with its unit and how it moved. */
export function WallFigures(props: {
  figures: readonly (ComparedFigure & { id: string })[]
  measures: readonly Measure[]
}) {
  const { figures, measures } = props
  return (
    <ul className={styles.figures}>
      {figures.flatMap((figure) => {
        const measure = measures.find(({ id, available }) => id === figure.id && available)
        return measure ? [<Cell key={figure.id} figure={figure} measure={measure} />] : []
      })}
    </ul>
  )
}

function Cell({ figure, measure }: { figure: ComparedFigure & { id: string }; measure: Measure }) {
  const say = useSay()
  const lang = useLang()
  const change = changeOf(figure, figure.previous, measure, lang)
  const late = figure.id === 'overdue' && (figure.value ?? 0) > 0
  return (
    <li className={styles.figure}>
      <span className={styles.label}>{nameIn(measure.label, lang)}</span>
      <span className={styles.large} data-tone={late ? 'overdue' : undefined}>
        {formatFigure(figure, measure.unit, lang)}
        {figure.smallNumber && figure.value !== null && (
          <span className={styles.small}> {say('wall.small', { n: formatNumber(figure.n, lang) })}</span>
        )}
      </span>
      <span className={styles.change} data-good={change?.good ?? 'neutral'}>
        {change ? `${arrows[`${change.sign}`]} ${change.text}` : say('wall.no-comparison')}
      </span>
    </li>
  )
}
