import { useEffect, useRef, useState } from 'react'
import { lastReload, type Reload, reload, type Trouble } from './watchdog.ts'

const lookEvery = 30_000
/** Bytes of the heap from which the page begins anew before the browser ends it. */
const tooLarge = 1.5e9
const noteShown = 10 * 60_000
const driftEvery = 10 * 60_000

/** What the watchdog looks at. */
export interface Watched {
  /** the map could not be made */
  mapFailed: boolean
  /** ms that a scene may stand, with patience for a busy machine; null where none has to go */
  longestTurn: number | null
  /** of the steady clock */
  turnedAt: () => number
}

/** Begins anew where nothing else helps: seen at two looks in a row, since sleep makes every clock look late once. */
export function useWatchdog(watched: Watched): void {
  const latest = useRef(watched)
  latest.current = watched
  useEffect(() => {
    let seen: Trouble | null = null
    const timer = setInterval(() => {
      const trouble = troubleOf(latest.current)
      if (trouble !== null && trouble === seen) void reload(trouble)
      seen = trouble
    }, lookEvery)
    return () => clearInterval(timer)
  }, [])
}

function troubleOf({ mapFailed, longestTurn, turnedAt }: Watched): Trouble | null {
  if (mapFailed) return 'map'
  if (longestTurn !== null && performance.now() - turnedAt() > longestTurn) return 'stuck'
  return heapSize() > tooLarge ? 'memory' : null
}

/** Chromium alone tells. */
function heapSize(): number {
  const memory: unknown = 'memory' in performance ? performance.memory : undefined
  const known = typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory
  return known && typeof memory.usedJSHeapSize === 'number' ? memory.usedJSHeapSize : 0
}

/** That the page before began anew, and why; for some minutes. */
export function useReloadNote(): Reload | null {
  const [note, setNote] = useState(() => lastReload())
  useEffect(() => {
    if (!note) return
    const age = Math.max(0, Date.now() - note.at)
    const timer = setTimeout(() => setNote(null), Math.max(0, noteShown - age))
    return () => clearTimeout(timer)
  }, [note])
  return note
}

/** Steps round a small square, so that no edge stands on the same pixels for months. */
const steps = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const
const stepPixels = 3

/** How far the picture is shifted now, in CSS pixels. */
export function useDrift(): { x: number; y: number } {
  const [at, setAt] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setAt((before) => (before + 1) % steps.length), driftEvery)
    return () => clearInterval(timer)
  }, [])
  const [x, y] = steps[at] ?? [0, 0]
  return { x: x * stepPixels, y: y * stepPixels }
}

/** Asks the browser not to darken the screen, again whenever it was hidden between. */
export function useWakefulScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const ask = async () => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
      try {
        lock = await navigator.wakeLock.request('screen')
      } catch {
        // refused, as without a secure connection: the machine's own settings count
      }
    }
    void ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
