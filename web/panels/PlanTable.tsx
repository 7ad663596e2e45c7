import type { Measure } from '@grid/data/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Message } from '../ui/Message.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './PlanTable.module.css'
import { PlanTableRow } from './PlanTableRow.tsx'
import { type PlanRow, type PlanSort, sortOf, sortWritten } from './planRows.ts'

const rowHeight = 33

export interface PlanTableProps {
  /** in the order to be shown */
  rows: readonly PlanRow[]
  columns: readonly Measure[]
  /** whether two periods are compared, which adds what was and how it changed after the first column */
  compared: boolean
  old: boolean
  picked: ReadonlySet<string>
  hovered: string | undefined
  /** where the area pointed at was pointed at: the table follows the map alone */
  hoveredOn: 'map' | 'table'
  sort: string | null
  /** tickets of the filter that are in no row */
  unplaced: number
  onSort: (sort: string | null) => void
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
  onPickAll: (codes: readonly string[]) => void
  onNarrow: () => void
}

/** The areas of the map as lines to sort and pick; only those in sight are in the page. */
export function PlanTable(props: PlanTableProps) {
  const { rows, columns, compared, picked, hovered, hoveredOn } = props
  const say = useSay()
  const lang = useLang()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.code ?? at,
    overscan: 10,
  })
  useEffect(() => {
    const at = hoveredOn === 'map' ? rows.findIndex(({ code }) => code === hovered) : -1
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [hovered, hoveredOn, rows, virtual])
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const sort = sortOf(props.sort)
  const head = (by: string, name: string, className?: string) => (
    <SortHead key={by} by={by} name={name} sort={sort} onSort={props.onSort} className={className} />
  )
  const width = columns.length + 2 + (compared ? 2 : 0)
  return (
    <div className={styles.panel} data-old={props.old || undefined} aria-busy={props.old}>
      <div className={styles.head}>
        <strong data-count={rows.length}>
          {say('plan.table.count', { count: rows.length, n: formatNumber(rows.length, lang) })}
        </strong>
        {picked.size > 0 && (
          <span>{say('plan.table.picked', { count: picked.size, n: formatNumber(picked.size, lang) })}</span>
        )}
        <span className={styles.gap} />
        {picked.size > 0 ? (
          <>
            <Button size="small" onClick={props.onNarrow}>
              {say('plan.table.narrow')}
            </Button>
            <Button size="small" onClick={() => props.onPickAll([])}>
              {say('plan.table.unpick')}
            </Button>
          </>
        ) : (
          rows.length > 0 &&
          rows.length <= 200 && (
            <Button size="small" type="text" onClick={() => props.onPickAll(rows.map(({ code }) => code))}>
              {say('plan.table.pickAll')}
            </Button>
          )
        )}
      </div>
      {rows.length === 0 ? (
        <Message title={say('plan.table.none')} detail={say('plan.table.none.what')} />
      ) : (
        <div ref={box} className={styles.box}>
          <table className={styles.table} aria-label={say('plan.table')} aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                <td className={styles.check} />
                {head('name', say('plan.table.name'), styles.name)}
                {columns.map((measure, at) =>
                  at === 0 && compared
                    ? [
                        head(measure.id, nameIn(measure.label, lang)),
                        <th key="before" scope="col">
                          <span className={styles.sort}>{say('plan.table.before')}</span>
                        </th>,
                        head('change', say('plan.table.change')),
                      ]
                    : head(measure.id, nameIn(measure.label, lang)),
                )}
              </tr>
            </thead>
            <tbody onPointerLeave={() => props.onHover(undefined)}>
              {before > 0 && (
                <tr>
                  <td colSpan={width} style={{ height: before, padding: 0 }} />
                </tr>
              )}
              {items.map(({ index }) => {
                const row = rows[index]
                return (
                  row && (
                    <PlanTableRow
                      key={row.code}
                      row={row}
                      at={index}
                      columns={columns}
                      compared={compared}
                      picked={picked.has(row.code)}
                      hovered={hovered === row.code}
                      onHover={props.onHover}
                      onPick={props.onPick}
                    />
                  )
                )
              })}
              {after > 0 && (
                <tr>
                  <td colSpan={width} style={{ height: after, padding: 0 }} />
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      {props.unplaced > 0 && (
        <p className={styles.foot}>{say('plan.table.unplaced', { n: formatNumber(props.unplaced, lang) })}</p>
      )}
    </div>
  )
}

/** The head of a column that its lines can be sorted by. */
export function SortHead(props: {
  by: string
  name: string
  sort: PlanSort
  className?: string | undefined
  onSort: (sort: string | null) => void
}) {
  const { by, name, sort } = props
  const say = useSay()
  const on = sort.by === by
  // numbers are asked for from the top, names from A
  const next = on ? { by, descending: !sort.descending } : { by, descending: by !== 'name' }
  return (
    <th
      scope="col"
      className={props.className}
      aria-sort={on ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={say('plan.table.sort', { name })}
        onClick={() => props.onSort(sortWritten(next))}
      >
        {name}
        {on && (
          <span className={styles.arrow} aria-hidden="true">
            {sort.descending ? ' ↓' : ' ↑'}
          </span>
        )}
      </button>
    </th>
  )
}
