/** What the display cannot help itself out of but by beginning anew. */
export const troubles = ['map', 'broken', 'stuck', 'memory'] as const
export type Trouble = (typeof troubles)[number]

/** What the page before left behind: when it gave up, why, and how many in a row had. */
export interface Reload {
  at: number
  why: Trouble
  times: number
}

const key = 'grid.wall.reloaded'
const minute = 60_000
/** Least time between two reloads; twice as long each time in a row, up to two hours. */
const apart = { least: 2 * minute, most: 120 * minute }
/** A reload so long ago that the next one counts as a first. */
const forgiven = 6 * 60 * minute

/** Whether the display may begin anew at `now` (calendar ms), given its last time: never in a fast circle. */
export function mayReload(last: Reload | null, now: number): boolean {
  if (!last) return true
  const since = now - last.at
  // a clock that was set back must not stop it for good
  return since < 0 || since >= Math.min(apart.least * 2 ** (last.times - 1), apart.most)
}

/** The note that the next page finds. */
export function noteOf(last: Reload | null, why: Trouble, now: number): Reload {
  const again = last !== null && now - last.at < forgiven
  return { at: now, why, times: again ? last.times + 1 : 1 }
}

/** What the page before said; null where there was none or storage is forbidden. */
export function lastReload(): Reload | null {
  try {
    const said: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return isReload(said) ? said : null
  } catch {
    return null
  }
}

function isReload(said: unknown): said is Reload {
  if (typeof said !== 'object' || said === null) return false
  if (!('at' in said && 'why' in said && 'times' in said)) return false
  return (
    typeof said.at === 'number' && typeof said.times === 'number' && troubles.some((one) => one === said.why)
  )
}

/**
 * Begins anew, where that is allowed by now and the server is there to be loaded from: a reload without a server would
 * leave the browser's own error on the wall for good.
 */
export async function reload(why: Trouble): Promise<void> {
  const last = lastReload()
  const now = Date.now()
  if (!mayReload(last, now)) return
  try {
    const { ok } = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) })
    if (!ok) return
    sessionStorage.setItem(key, JSON.stringify(noteOf(last, why, now)))
  } catch {
    return
  }
  location.reload()
}
