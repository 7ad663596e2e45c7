import type { Centre } from '@grid/data/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { LiveClient } from '../../api/index.ts'
import { addDays, dayOf, daysIn } from '../../lib/time.ts'
import { WallAsOf } from '../../panels/WallAsOf.tsx'
import { watchJumps } from '../../ui/jumps.ts'

const lookEvery = 5_000

/** How old what is shown is, by the last word of the server; what sleep took from the steady clock is added. */
export function WallFreshness(props: { live: LiveClient; centre: Centre; behindMs: number }) {
  const { live, centre, behindMs } = props
  const state = useSyncExternalStore(live.watch, () => live.state)
  const [now, setNow] = useState(() => performance.now())
  const [start] = useState(now)
  const [jump, setJump] = useState({ at: 0, ms: 0 })
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), lookEvery)
    const stop = watchJumps((ms) => {
      setJump({ at: performance.now(), ms: Math.max(0, ms) })
      live.again()
    })
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [live])
  const heardAt = state.heardAt ?? start
  const slept = jump.at > heardAt ? jump.ms : 0
  const asOf = state.beat?.asOf ?? centre.asOf
  const latest = centre.extent.to === null ? null : addDays(centre.extent.to, -1)
  const lateDays =
    latest === null ? 0 : Math.max(0, daysIn({ from: latest, to: dayOf(asOf, centre.timeZone) }))
  return (
    <WallAsOf
      asOf={asOf}
      connection={state.connection}
      silentMs={Math.max(0, now - heardAt) + slept}
      behindMs={behindMs}
      lateDays={lateDays}
    />
  )
}
