import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Input } from 'antd'
import {
  type KeyboardEvent,
  type MouseEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { Message } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './AreaTree.module.css'
import { type AreaRow, areaRows, foundRows, treeMove } from './areaRows.ts'
import { areaName, nameBelowParent } from './useNames.ts'

const rowHeight = 28

/** The areas as a tree for hand and keyboard, with a search by name or code. */
export function AreaTree(props: {
  index: AreaIndex
  opened: string | null
  onOpen: (code: string) => void
  className?: string | undefined
}) {
  const { index, opened, onOpen } = props
  const say = useSay()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [marked, setMarked] = useState<string | null>(opened)
  useEffect(() => setMarked(opened), [opened])

  const path = useMemo(
    () => new Set(opened === null ? [] : index.get(opened)?.properties.path),
    [index, opened],
  )
  const onlyRoot = index.childrenOf(null).length === 1 ? index.childrenOf(null)[0]?.id : undefined
  const rows = useMemo(
    () =>
      wanted === ''
        ? areaRows(index, (code) => toggled.get(code) ?? (path.has(code) || code === onlyRoot))
        : foundRows(index, wanted),
    [index, wanted, toggled, path, onlyRoot],
  )
  const current = rows.find((row) => row.code === marked) ?? rows[0]
  const toggle = (code: string, open: boolean) => setToggled(new Map(toggled).set(code, open))

  const onKeyDown = (event: KeyboardEvent) => {
    if (!current || event.altKey || event.ctrlKey || event.metaKey) return
    const move = treeMove(event.key, { rows, marked: current.code, opened }, index)
    if (!move) return
    event.preventDefault()
    if (move.do === 'expand' || move.do === 'collapse') toggle(move.code, move.do === 'expand')
    else setMarked(move.code)
    if (move.do === 'open') onOpen(move.code)
  }

  return (
    <Panel title={say('area.tree')} className={`${styles.panel} ${props.className ?? ''}`}>
      <div className={styles.search}>
        <Input.Search
          size="small"
          allowClear
          value={text}
          placeholder={say('area.tree.search.short')}
          aria-label={say('area.tree.search')}
          onChange={(event) => setText(event.target.value)}
          onSearch={() => {
            const [only] = rows
            if (rows.length === 1 && only && wanted !== '') onOpen(only.code)
          }}
        />
      </div>
      {rows.length === 0 ? (
        <Message title={say('area.tree.none', { text: wanted })} />
      ) : (
        <Rows
          rows={rows}
          index={index}
          opened={opened}
          marked={current?.code ?? null}
          onKeyDown={onKeyDown}
          onClick={(row, caret) => {
            setMarked(row.code)
            if (caret && row.expanded !== null) toggle(row.code, !row.expanded)
            else onOpen(row.code)
          }}
        />
      )}
    </Panel>
  )
}

function Rows(props: {
  rows: readonly AreaRow[]
  index: AreaIndex
  opened: string | null
  marked: string | null
  onKeyDown: (event: KeyboardEvent) => void
  onClick: (row: AreaRow, caret: boolean) => void
}) {
  const { rows, marked } = props
  const say = useSay()
  const domId = useId()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const at = rows.findIndex((row) => row.code === marked)
  const height = virtual.scrollRect?.height ?? 0
  useEffect(() => {
    if (at >= 0 && height > 0) virtual.scrollToIndex(at)
  }, [at, height, virtual])

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    if (!(event.target instanceof Element)) return
    const item = event.target.closest('[data-at]')
    const row = rows[Number(item?.getAttribute('data-at') ?? -1)]
    if (row) props.onClick(row, event.target.closest('[data-caret]') !== null)
  }
  return (
    <div
      ref={box}
      className={styles.tree}
      role="tree"
      tabIndex={0}
      aria-label={say('area.tree')}
      aria-description={say('area.tree.keys')}
      aria-activedescendant={at >= 0 ? `${domId}-${at}` : undefined}
      onKeyDown={props.onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row && (
              <Row
                key={row.code}
                row={row}
                at={item.index}
                id={`${domId}-${item.index}`}
                top={item.start}
                index={props.index}
                opened={row.code === props.opened}
                marked={item.index === at}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

function Row(props: {
  row: AreaRow
  at: number
  id: string
  top: number
  index: AreaIndex
  opened: boolean
  marked: boolean
}) {
  const { row, index } = props
  const say = useSay()
  const lang = useLang()
  const area = index.get(row.code)?.properties
  const below = index.childrenOf(row.code).length
  return (
    <div
      id={props.id}
      role="treeitem"
      tabIndex={-1}
      className={styles.row}
      data-at={props.at}
      data-marked={props.marked || undefined}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={props.opened}
      {...(row.expanded !== null && { 'aria-expanded': row.expanded })}
      style={{ top: props.top, height: rowHeight, paddingInlineStart: 4 + row.depth * 14 }}
    >
      <span className={styles.caret} data-caret aria-hidden="true">
        {row.expanded !== null && (row.expanded ? <CaretDownOutlined /> : <CaretRightOutlined />)}
      </span>
      <span className={styles.name} title={`${areaName(index, row.code, lang)} · ${row.code}`}>
        {row.parent === null ? areaName(index, row.code, lang) : nameBelowParent(index, row.code, lang)}
      </span>
      {area?.kind === 'special' && (
        <span className={styles.special} title={`${say('area.special')}: ${say('area.special.what')}`}>
          <span aria-hidden="true">◇</span>
          <span className="visually-hidden">{say('area.special')}</span>
        </span>
      )}
      {below > 0 && <span className={styles.below}>{formatNumber(below, lang)}</span>}
    </div>
  )
}
