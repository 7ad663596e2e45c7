import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { type Lang, localeOf } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './SpotTable.module.css'

/** A cell of a table: what it says, and what it is sorted by; nothing sorts last. */
export interface SpotCell {
  text: string
  by: number | string | null
}

export interface SpotRow {
  id: string
  name: string
  cells: readonly SpotCell[]
}

const rowHeight = 30

/** What the map shows in rows, in any order; a name opens the explanation. Only the rows in sight are drawn. */
export function SpotTable(props: {
  label: string
  /** heading of the names, then of the cells */
  columns: readonly [string, ...string[]]
  rows: readonly SpotRow[]
  onOpen: (id: string) => void
}): ReactNode {
  const { columns, rows } = props
  const say = useSay()
  const lang = useLang()
  const [order, setOrder] = useState<{ column: number; down: boolean } | null>(null)
  const sorted = useMemo(() => (order ? inOrder(rows, order, lang) : rows), [rows, order, lang])
  const box = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  const items = virtual.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <section
      className={styles.box}
      ref={box}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <p className={styles.count}>{say('spots.table.all', { n: formatNumber(rows.length, lang) })}</p>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((label, column) => (
              <th
                key={label}
                scope="col"
                aria-sort={order?.column !== column ? 'none' : order.down ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() =>
                    setOrder({ column, down: order?.column === column ? !order.down : column > 0 })
                  }
                >
                  {label}
                  <span aria-hidden="true">{order?.column === column ? (order.down ? ' ▼' : ' ▲') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = sorted[index]
            return (
              row && (
                <tr key={row.id} aria-rowindex={index + 2}>
                  <th scope="row">
                    <button type="button" className={styles.open} onClick={() => props.onOpen(row.id)}>
                      {row.name}
                    </button>
                  </th>
                  {row.cells.map(({ text }, at) => (
                    <td key={columns[at + 1]}>{text}</td>
                  ))}
                </tr>
              )
            )
          })}
          {below > 0 && <Gap height={below} columns={columns.length} />}
        </tbody>
      </table>
    </section>
  )
}

function Gap(props: { height: number; columns: number }): ReactNode {
  return (
    <tr>
      <td colSpan={props.columns} style={{ height: props.height, padding: 0, border: 0 }} />
    </tr>
  )
}

function inOrder(
  rows: readonly SpotRow[],
  { column, down }: { column: number; down: boolean },
  lang: Lang,
): SpotRow[] {
  const text = new Intl.Collator(localeOf(lang), { numeric: true })
  const sign = down ? -1 : 1
  const key = (row: SpotRow) => (column === 0 ? row.name : (row.cells[column - 1]?.by ?? null))
  return rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y)
    return sign * text.compare(String(x), String(y))
  })
}
