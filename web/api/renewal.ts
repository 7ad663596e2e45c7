import { type Query, QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asFailure } from './failure.ts'
import type { LiveClient } from './live.ts'

const second = 1_000
const minute = 60 * second
/** Milliseconds between two askings of a question while the data changes, by the first word of its key. */
const between: Readonly<Record<string, number>> = {
  areas: 30 * minute,
  basemap: 30 * minute,
  measures: 30 * minute,
  hotspots: 5 * minute,
  warnings: 5 * minute,
  latest: 30 * second,
}
const usual = 10 * second
/** Milliseconds after which a question that failed is asked again, and all are where no stream tells of changes. */
const unheard = { failed: 15 * second, polled: minute }
/** Milliseconds between two looks at what is due. */
const lookEvery = 2 * second

/** Milliseconds that the answer to a question may be old while the data changes. */
export function patienceOf(key: readonly unknown[]): number {
  return between[String(key[0])] ?? usual
}

/** A cache for a page that stays open for months: last answers are kept until the next ones come. */
export function createStandingClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: ({ queryKey }) => patienceOf(queryKey),
        gcTime: 120 * minute,
        retry: (count, thrown) => count < 1 && asFailure(thrown).passing,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  })
}

/**
 * Asks the open questions again when the stream says that something changed, each no oftener than its patience: a
 * thousand tickets a second are one question in ten. The answer is how old, in ms, the oldest answer is that could not be
 * renewed; 0 where all could.
 */
export function useRenewal(live: LiveClient): number {
  const client = useQueryClient()
  const [behind, setBehind] = useState(0)
  useEffect(() => {
    const asked = new WeakMap<Query, number>()
    let renewedAt = Number.NEGATIVE_INFINITY
    const stop = live.hear(({ renewed }) => {
      if (renewed) renewedAt = performance.now()
    })
    const look = () => {
      const now = performance.now()
      const active = client.getQueryCache().findAll({ type: 'active', fetchStatus: 'idle' })
      const polled = live.state.connection === 'open' ? Number.POSITIVE_INFINITY : unheard.polled
      const due = active.filter((query) => {
        const before = asked.get(query)
        if (before === undefined) asked.set(query, now)
        const since = now - (before ?? now)
        if (query.state.status === 'error') return since >= unheard.failed
        const patience = patienceOf(query.queryKey)
        return since >= patience && ((before ?? now) <= renewedAt || since >= Math.max(polled, patience))
      })
      for (const query of due) asked.set(query, now)
      if (due.length > 0)
        void client.refetchQueries({ type: 'active', predicate: (query) => due.includes(query) })
      setBehind(behindOf(client.getQueryCache().findAll({ type: 'active' })))
    }
    const timer = setInterval(look, lookEvery)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [client, live])
  return behind
}

/** To whole five seconds, so that nothing is drawn anew for less. */
function behindOf(queries: readonly Query[]): number {
  const ages = queries
    .filter(({ state }) => state.fetchFailureCount > 0 && state.dataUpdatedAt > 0)
    .map(({ state }) => Date.now() - state.dataUpdatedAt)
  return Math.floor(Math.max(0, ...ages) / 5_000) * 5_000
}
