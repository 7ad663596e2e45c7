import type { Period, Series } from '@grid/data/contract'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useSay } from '../i18n/index.ts'
import { addDays, daysIn, formatDay } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './TimeBrush.module.css'
import { dayNumber, endMoved } from './TimeBrushPeriods.ts'

const leaps = { day: 7, week: 7, month: 30 } as const

/** One end of the period: a slider of days. Arrows move a day, Page keys a week or a month, Home and End all the way. */
export function TimeBrushHandle(props: {
  end: 'from' | 'to'
  extent: Period
  bin: Series['bin']
  value: Period
  left: string
  onDraft: (period: Period) => void
  onCommit: (period: Period) => void
}): ReactNode {
  const { end, extent, value } = props
  const say = useSay()
  const lang = useLang()
  // the last move of a held key; the question is asked when the key is let go
  const moving = useRef<Period | undefined>(undefined)
  const first = dayNumber(extent, value.from)
  const last = dayNumber(extent, value.to) - 1
  const day = end === 'from' ? value.from : addDays(value.to, -1)

  function onKeyDown(event: KeyboardEvent): void {
    const days = daysOf(event.key, leaps[props.bin], daysIn(extent))
    if (days === undefined) return
    event.preventDefault()
    moving.current = endMoved(extent, value, end, days)
    props.onDraft(moving.current)
  }

  function settle(): void {
    if (moving.current) props.onCommit(moving.current)
    moving.current = undefined
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      data-grip={end}
      className={styles.handle}
      style={{ left: props.left }}
      aria-label={say(end === 'from' ? 'time.from' : 'time.to')}
      aria-orientation="horizontal"
      aria-valuemin={end === 'from' ? 0 : first}
      aria-valuemax={end === 'from' ? last : daysIn(extent) - 1}
      aria-valuenow={end === 'from' ? first : last}
      aria-valuetext={formatDay(day, lang)}
      onKeyDown={onKeyDown}
      onKeyUp={settle}
      onBlur={settle}
    />
  )
}

function daysOf(key: string, leap: number, all: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -1
    case 'ArrowRight':
    case 'ArrowUp':
      return 1
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
