import type { Period } from '@grid/data/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { addDays, daysIn } from '../lib/time.ts'
import type { Hand } from '../view/hand.ts'
import { moved } from './TimeBrushPeriods.ts'

export const playSteps = { day: 1, week: 7 } as const
export const playSpeeds = [2, 5, 10, 30, 60] as const
export const playWindows = [1, 7, 30, 90, 365] as const

/** How time plays. */
export interface PlaySetting {
  /** days shown at once; null as many as the period has */
  window: number | null
  step: keyof typeof playSteps
  /** steps a second */
  speed: (typeof playSpeeds)[number]
}

/** The period that playing begins with: the one shown, or the first of its length where nothing comes after it. */
export function firstToPlay(extent: Period, shown: Period, window: number | null): Period {
  const length = Math.min(window ?? daysIn(shown), daysIn(extent))
  const period = sized(extent, shown, length)
  return period.to < extent.to ? period : sized(extent, { from: extent.from, to: extent.from }, length)
}

/** The period so many steps later, of the length that is played; null where there is none. */
export function nextToPlay(
  extent: Period,
  shown: Period,
  steps: number,
  { window, step }: PlaySetting,
): Period | null {
  const next = moved(extent, sized(extent, shown, window ?? daysIn(shown)), steps * playSteps[step])
  return next.from === shown.from && next.to === shown.to ? null : next
}

function sized(extent: Period, { from }: Period, length: number): Period {
  return moved(extent, { from, to: addDays(from, length) }, 0)
}

/** What a strip of time can be asked to do. */
export interface Playing {
  playing: boolean
  toggle(): void
  /** moves by steps and rests there */
  step(steps: number): void
  /** ends without going anywhere */
  halt(): void
}

/** Moves the hand's period on with the frames of the screen, by the time that passed. `onRest` is told where it stops. */
export function usePlaying(
  hand: Hand,
  { extent, value, setting }: { extent: Period; value: Period; setting: PlaySetting },
  onRest: (period: Period) => void,
): Playing {
  const [playing, setPlaying] = useState(false)
  const request = useRef(0)
  const latest = useRef({ extent, value, setting, onRest })
  latest.current = { extent, value, setting, onRest }

  const halt = useCallback(() => {
    cancelAnimationFrame(request.current)
    request.current = 0
    setPlaying(false)
  }, [])
  const rest = useCallback(() => {
    halt()
    if (hand.held) latest.current.onRest(hand.held.period)
  }, [hand, halt])
  const start = useCallback(() => {
    const { extent, value, setting } = latest.current
    hand.move(firstToPlay(extent, hand.held?.period ?? value, setting.window), 'play')
    setPlaying(true)
    let before: number | undefined
    let due = 0
    const frame = (now: number) => {
      const { extent, setting } = latest.current
      // somebody else let go of it
      if (hand.held?.by !== 'play') return halt()
      due += (setting.speed * (now - (before ?? now))) / 1000
      before = now
      const steps = Math.floor(due)
      due -= steps
      const next = steps > 0 ? nextToPlay(extent, hand.held.period, steps, setting) : hand.held.period
      if (next === null) return rest()
      if (steps > 0) hand.move(next, 'play')
      request.current = requestAnimationFrame(frame)
    }
    request.current = requestAnimationFrame(frame)
  }, [hand, halt, rest])
  useEffect(() => halt, [halt])
  return useMemo(
    () => ({
      playing,
      toggle: () => (request.current === 0 ? start() : rest()),
      step: (steps) => {
        halt()
        const { extent, value, setting } = latest.current
        const next = nextToPlay(extent, hand.held?.period ?? value, steps, setting)
        if (next) hand.move(next, 'play')
        rest()
      },
      halt,
    }),
    [playing, hand, start, rest, halt],
  )
}
