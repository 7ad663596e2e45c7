import type { LiveChange } from '@grid/data/contract'
import { useCallback, useEffect, useState } from 'react'
import type { LiveClient } from '../../api/index.ts'
import {
  type Interrupting,
  type Interruption,
  interrupted,
  nextChange,
  uninterrupted,
} from './interruption.ts'

type Ticket = LiveChange['ticket']

/** Older news, as after a night without a network, is for the ticker: it is too late to interrupt for it. */
const tooOldMs = 10 * 60_000

/** The dangerous tickets that hold the display just now; `end` gives it back. */
export function useInterruption(
  live: LiveClient,
  seconds: number,
): { now: Interruption<Ticket> | null; end: () => void } {
  const limit = seconds * 1000
  const [state, setState] = useState<Interrupting<Ticket>>(uninterrupted)
  useEffect(
    () =>
      live.hear(({ changes }) => {
        const fresh = changes
          .filter(
            ({ kind, at, ticket }) =>
              kind === 'created' && ticket.urgency === 'danger' && live.ageOf(at) < tooOldMs,
          )
          .map(({ ticket }) => ticket)
        if (fresh.length > 0) setState((before) => interrupted(before, fresh, performance.now(), limit))
      }),
    [live, limit],
  )
  useEffect(() => {
    const at = nextChange(state)
    if (at === null) return
    const timer = setTimeout(
      () => setState((before) => interrupted(before, [], Math.max(at, performance.now()), limit)),
      at - performance.now(),
    )
    return () => clearTimeout(timer)
  }, [state, limit])
  const end = useCallback(() => {
    setState((before) => ({ ...before, now: null, quietUntil: performance.now() + limit }))
  }, [limit])
  return { now: state.now, end }
}
