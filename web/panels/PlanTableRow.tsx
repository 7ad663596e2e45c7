import type { Figure, Measure } from '@grid/data/contract'
import { memo } from 'react'
import { useSay } from '../i18n/index.ts'
import { changeScaleOf, changeText } from '../lib/areaChange.ts'
import { fewest } from '../lib/fewest.ts'
import { formatValue, noValue } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './PlanTable.module.css'
import type { PlanRow } from './planRows.ts'

interface PlanTableRowProps {
  row: PlanRow
  at: number
  columns: readonly Measure[]
  compared: boolean
  picked: boolean
  hovered: boolean
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
}

/** One area of the table: picked by its box, or by pressing anywhere on it. */
export const PlanTableRow = memo(function PlanTableRow(props: PlanTableRowProps) {
  const { row, columns, onHover, onPick } = props
  const say = useSay()
  const lang = useLang()
  const { change } = row
  const [first] = columns
  return (
    <tr
      aria-rowindex={props.at + 2}
      data-code={row.code}
      data-picked={props.picked || undefined}
      data-hovered={props.hovered || undefined}
      onPointerEnter={() => onHover(row.code)}
      onClick={() => onPick(row.code)}
    >
      <td className={styles.check}>
        <input
          type="checkbox"
          checked={props.picked}
          aria-label={say('plan.table.pick', { name: row.name })}
          onChange={() => onPick(row.code)}
          onClick={(event) => event.stopPropagation()}
          onFocus={() => onHover(row.code)}
        />
      </td>
      <th scope="row" className={styles.name} title={row.name}>
        {row.name}
      </th>
      {columns.map((measure, at) =>
        at === 0 && props.compared ? (
          [
            <Cell key={measure.id} figure={row.figures[0]} measure={measure} />,
            <Cell key="before" figure={change?.before ?? undefined} measure={measure} />,
            <td key="change" title={change?.few ? say('plan.change.few') : undefined}>
              {change?.value != null && first ? (
                changeText(change.value, changeScaleOf(first.unit), lang)
              ) : (
                <span className={styles.none}>{change?.few ? `n < ${fewest}` : noValue}</span>
              )}
            </td>,
          ]
        ) : (
          <Cell key={measure.id} figure={row.figures[at]} measure={measure} />
        ),
      )}
    </tr>
  )
})

function Cell({ figure, measure }: { figure: Figure | undefined; measure: Measure }) {
  const say = useSay()
  const lang = useLang()
  return (
    <td>
      {formatValue(figure?.value, measure.unit, lang)}
      {figure?.smallNumber && figure.value !== null && (
        <span className={styles.small} title={say('map.smallNumber')}>
          {say('plan.table.small')}
        </span>
      )}
    </td>
  )
}
