import type { LocalDate, Period, Series } from '@grid/data/contract'
import {
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { daysIn, formatBin, formatDay, formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './TimeBrush.module.css'
import { TimeBrushHandle } from './TimeBrushHandle.tsx'
import { type Bar, between, boundaryAt, dayNumber, moved, ticksOf } from './TimeBrushPeriods.ts'

/** Within so many pixels a bar's edge takes the hand. */
const magnet = 6
/** A press that moves less is a click on a bar. */
const still = 4

type Grip = {
  kind: 'from' | 'to' | 'move' | 'new'
  x: number
  anchor: LocalDate
  start: Period
  far: boolean
}

export interface TimeBrushChartProps {
  bars: readonly Bar[]
  bin: Series['bin']
  loading: boolean
  extent: Period
  /** inside the extent */
  value: Period
  onDraft: (period: Period) => void
  onCommit: (period: Period) => void
  /** takes back a move, or the period out of the address */
  onClear: () => void
}

/** Bars over the whole extent with the chosen period lifted out; drag to choose, drag the middle to move. */
export function TimeBrushChart(props: TimeBrushChartProps): ReactNode {
  const { bars, extent, value, onDraft, onCommit } = props
  const say = useSay()
  const lang = useLang()
  const box = useRef<HTMLDivElement>(null)
  const grip = useRef<Grip | undefined>(undefined)
  const width = useWidth(box)
  const [over, setOver] = useState<Bar>()
  const total = daysIn(extent)
  const most = Math.max(0, ...bars.map((bar) => bar.value))
  const percent = (day: LocalDate) => `${(100 * dayNumber(extent, day)) / total}%`
  const band = { left: percent(value.from), right: `${100 - (100 * dayNumber(extent, value.to)) / total}%` }

  function boundary(x: number): LocalDate {
    const rect = box.current?.getBoundingClientRect()
    const fraction = rect && rect.width > 0 ? (x - rect.left) / rect.width : 0
    return boundaryAt(extent, fraction, bars, (magnet * total) / Math.max(width, 1))
  }

  function barUnder(x: number): Bar | undefined {
    const rect = box.current?.getBoundingClientRect()
    if (!rect) return undefined
    const day = ((x - rect.left) / rect.width) * total
    return bars.find((bar) => day >= dayNumber(extent, bar.from) && day < dayNumber(extent, bar.to))
  }

  function dragged(held: Grip, x: number): Period {
    if (held.kind === 'move')
      return moved(extent, held.start, Math.round(((x - held.x) / Math.max(width, 1)) * total))
    if (held.kind === 'new') return between(extent, held.anchor, boundary(x))
    return between(extent, held.kind === 'from' ? held.start.to : held.start.from, boundary(x))
  }

  function onDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return
    const named = event.target.closest<HTMLElement>('[data-grip]')?.dataset.grip
    const kind = named === 'from' || named === 'to' || named === 'move' ? named : 'new'
    event.currentTarget.setPointerCapture(event.pointerId)
    // the keys that take a drag back are heard by the slider that has the focus
    const slider =
      event.target.closest<HTMLElement>('[data-grip]') ??
      box.current?.querySelector<HTMLElement>('[data-grip="move"]')
    slider?.focus({ preventScroll: true })
    grip.current = { kind, x: event.clientX, anchor: boundary(event.clientX), start: value, far: false }
  }

  function onMove(event: PointerEvent<HTMLDivElement>): void {
    const held = grip.current
    setOver(barUnder(event.clientX))
    if (!held) return
    if (Math.abs(event.clientX - held.x) >= still) held.far = true
    if (held.far) onDraft(dragged(held, event.clientX))
  }

  function onUp(event: PointerEvent<HTMLDivElement>): void {
    const held = grip.current
    grip.current = undefined
    if (!held) return
    const bar = held.kind === 'new' || held.kind === 'move' ? barUnder(event.clientX) : undefined
    if (held.far) onCommit(dragged(held, event.clientX))
    else if (bar) onCommit({ from: bar.from, to: bar.to })
  }

  function clear(): void {
    grip.current = undefined
    props.onClear()
  }

  function onCancel(): void {
    const held = grip.current
    grip.current = undefined
    if (held) onCommit(held.start)
  }

  return (
    <div className={styles.chart} data-loading={props.loading}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its sliders are what is acted on; this is the ground they move on */}
      <div
        ref={box}
        className={styles.plot}
        title={bars.length > 0 ? undefined : say('time.move')}
        onMouseDown={keepFocus}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onCancel}
        onPointerLeave={() => setOver(undefined)}
      >
        <Bars bars={bars} extent={extent} most={most} className={styles.bars} />
        <TimeBrushHandle {...props} grip="move" style={band} onClear={clear} />
        <Bars
          bars={bars}
          extent={extent}
          most={most}
          className={styles.barsChosen}
          clip={`inset(0 ${band.right} 0 ${band.left})`}
        />
        {most > 0 && (
          <span className={styles.most} aria-hidden="true">
            {formatNumber(most, lang)}
          </span>
        )}
        {!props.loading && most === 0 && <span className={styles.none}>{say('time.none')}</span>}
        {over && (
          <output className={styles.over} style={tipPlace(extent, over, total)} aria-live="off">
            {formatBin(over.bin, props.bin, lang)} <b>{formatNumber(over.value, lang)}</b>
          </output>
        )}
        {(['from', 'to'] as const).map((end) => (
          <TimeBrushHandle
            {...props}
            key={end}
            grip={end}
            style={{ left: percent(value[end]) }}
            onClear={clear}
          />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {ticksOf(extent, (96 * total) / Math.max(width, 1)).map(({ day, unit }) => (
          <span key={day} style={{ left: percent(day) }} data-late={dayNumber(extent, day) / total > 0.92}>
            {unit === 'day'
              ? formatDay(day, lang)
              : unit === 'month'
                ? formatMonth(day, lang)
                : day.slice(0, 4)}
          </span>
        ))}
      </div>
    </div>
  )
}

/** What takes the focus is chosen when the pointer goes down; the browser would take it away again. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault()
}

function tipPlace(extent: Period, bar: Bar, total: number) {
  const middle = (dayNumber(extent, bar.from) + dayNumber(extent, bar.to)) / 2 / total
  return middle < 0.5 ? { left: `${middle * 100}%` } : { right: `${(1 - middle) * 100}%` }
}

/** All bars as one path, in days across and counts up, stretched to the plot. */
function Bars(props: {
  bars: readonly Bar[]
  extent: Period
  most: number
  className: string | undefined
  clip?: string
}): ReactNode {
  const { bars, extent, most } = props
  const path = useMemo(() => {
    // a gap between bars where they are wide enough to see one
    const gap = bars.length > 0 && bars.length <= 160 ? 0.08 : 0
    return bars
      .filter((bar) => bar.value > 0)
      .map((bar) => {
        const x = dayNumber(extent, bar.from)
        const wide = dayNumber(extent, bar.to) - x
        return `M${x + wide * gap},0h${wide * (1 - 2 * gap)}v${bar.value}h${-wide * (1 - 2 * gap)}z`
      })
      .join('')
  }, [bars, extent])
  return (
    <svg
      className={props.className}
      viewBox={`0 0 ${daysIn(extent)} ${Math.max(most, 1)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      style={props.clip ? { clipPath: props.clip } : undefined}
    >
      <path d={path} transform={`matrix(1 0 0 -1 0 ${Math.max(most, 1)})`} />
    </svg>
  )
}

function useWidth(ref: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(600)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    setWidth(element.clientWidth)
    const watch = new ResizeObserver(() => setWidth(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [ref])
  return width
}
