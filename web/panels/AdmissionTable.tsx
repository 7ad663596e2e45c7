import type { Scope } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useAreas } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Admissions.module.css'
import { areaName } from './useNames.ts'

/** A line of a table of who may come in. `over`: may no longer. */
export interface AdmissionRow {
  id: string
  cells: readonly ReactNode[]
  over: boolean
  deeds: ReactNode
}

/** Who may come in, one a line, with what can be done about each. */
export function AdmissionTable(props: {
  label: string
  head: readonly string[]
  rows: readonly AdmissionRow[]
  none: string
}) {
  if (props.rows.length === 0) return <p className={styles.none}>{props.none}</p>
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={props.label}>
        <thead>
          <tr>
            {props.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ id, cells, over, deeds }) => (
            <tr key={id} data-over={over || undefined}>
              {cells.map((cell, index) => (
                <td key={props.head[index]}>{cell}</td>
              ))}
              <td>
                <span className={styles.deeds}>{deeds}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A scope in words. */
export function useScopeWords(): (scope: Scope) => string {
  const say = useSay()
  const lang = useLang()
  const { index } = useAreas()
  return (scope) =>
    scope === 'all'
      ? say('admin.areas.all')
      : scope.map((code) => areaName(index, code, lang)).join(lang === 'zh' ? '、' : ', ')
}
