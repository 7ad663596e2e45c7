import type { Period, Series } from '@grid/data/contract'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useSay } from '../i18n/index.ts'
import { addDays, daysIn, formatDay, formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './TimeBrush.module.css'
import { dayNumber, endMoved, moved } from './TimeBrushPeriods.ts'

const leaps = { day: 7, week: 7, month: 30 } as const

/**
 * One end of the period, or the whole of it: a slider of days. Arrows move a day, with Shift a week, Page keys a week or a
 * month, Home and End all the way; Escape takes the move back, or the period out of the address.
 */
export function TimeBrushHandle(props: {
  grip: 'from' | 'to' | 'move'
  extent: Period
  bin: Series['bin']
  value: Period
  style: CSSProperties
  onDraft: (period: Period) => void
  onCommit: (period: Period) => void
  onClear: () => void
}): ReactNode {
  const { grip, extent, value } = props
  const say = useSay()
  const lang = useLang()
  // the last move of a held key; the question is asked when the key is let go
  const moving = useRef<Period | undefined>(undefined)
  const first = dayNumber(extent, value.from)
  const last = dayNumber(extent, value.to) - 1
  const end = daysIn(extent) - 1

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // the strip has an Escape of its own
      event.stopPropagation()
      moving.current = undefined
      props.onClear()
      return
    }
    const days = daysOf(event, leaps[props.bin], daysIn(extent))
    if (days === undefined) return
    event.preventDefault()
    moving.current = grip === 'move' ? moved(extent, value, days) : endMoved(extent, value, grip, days)
    props.onDraft(moving.current)
  }

  function settle(): void {
    if (moving.current) props.onCommit(moving.current)
    moving.current = undefined
  }

  const [least, most, now, text] = {
    from: [0, last, first, formatDay(value.from, lang)] as const,
    to: [first, end, last, formatDay(addDays(value.to, -1), lang)] as const,
    move: [0, Math.max(0, end - (last - first)), first, formatPeriod(value, lang)] as const,
  }[grip]
  return (
    <div
      role="slider"
      tabIndex={0}
      data-grip={grip}
      className={grip === 'move' ? styles.band : styles.handle}
      style={props.style}
      aria-label={say(grip === 'move' ? 'time.whole' : grip === 'from' ? 'time.from' : 'time.to')}
      aria-orientation="horizontal"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={now}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onKeyUp={settle}
      onBlur={settle}
    />
  )
}

function daysOf(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  leap: number,
  all: number,
): number | undefined {
  const step = shiftKey ? 7 : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step
    case 'ArrowRight':
    case 'ArrowUp':
      return step
    case 'PageDown':
      return -leap
    case 'PageUp':
      return leap
    case 'Home':
      return -all
    case 'End':
      return all
    default:
      return undefined
  }
}
