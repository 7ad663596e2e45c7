import type { LiveChange } from '@grid/data/contract'
import { useEffect, useMemo, useState } from 'react'
import { type LiveClient, useLatestTickets } from '../../api/index.ts'
import type { WallTicket } from '../../panels/WallTicker.tsx'

/** Tickets kept for the line: more than any screen has room for. */
const most = 16
const minute = 60_000

interface Heard {
  tickets: readonly LiveChange['ticket'][]
  /** when how many were new, of the last minute; steady ms */
  counts: readonly (readonly [number, number])[]
}

/** The latest tickets, newest first, and how many were new within the last minute. */
export function useTicker(live: LiveClient): { tickets: readonly WallTicket[]; lately: number } {
  const [heard, setHeard] = useState<Heard>({ tickets: [], counts: [] })
  const stored = useLatestTickets(most).data?.tickets
  useEffect(
    () =>
      live.hear(({ changes, created }) => {
        if (created === 0) return
        const fresh = changes.filter(({ kind }) => kind === 'created').map(({ ticket }) => ticket)
        const now = performance.now()
        setHeard((before) => ({
          tickets: [...fresh.toReversed(), ...before.tickets].slice(0, most),
          counts: [...lasting(before.counts, now), [now, created] as const],
        }))
      }),
    [live],
  )
  useEffect(() => {
    if (heard.counts.length === 0) return
    const timer = setTimeout(
      () => setHeard((before) => ({ ...before, counts: lasting(before.counts, performance.now()) })),
      5_000,
    )
    return () => clearTimeout(timer)
  }, [heard])
  const tickets = useMemo(() => {
    const ids = new Set(heard.tickets.map(({ id }) => id))
    return [...heard.tickets, ...(stored ?? []).filter(({ id }) => !ids.has(id))].slice(0, most)
  }, [heard.tickets, stored])
  return { tickets, lately: heard.counts.reduce((sum, [, count]) => sum + count, 0) }
}

function lasting(counts: Heard['counts'], now: number): Heard['counts'] {
  return counts.filter(([at]) => now - at < minute)
}
