import type { Period } from '@grid/data/contract'
import { useCallback, useSyncExternalStore } from 'react'

/** A period that is shown before, or shortly after, it stands in the address. */
export interface Held {
  period: Period
  /** by what it is moved */
  by: 'hand' | 'play'
  /** `gripped` while it moves, `let go` on its way into the address, `settling` while the answers to it come */
  state: 'gripped' | 'let go' | 'settling'
}

/**
 * The period under the hand on the time strip, or the one that plays. It changes with every frame, so it is kept beside
 * React: who shows it listens, as often as it can bear.
 */
export class Hand {
  #held: Held | null = null
  readonly #listeners = new Set<() => void>()

  get held(): Held | null {
    return this.#held
  }

  move(period: Period, by: Held['by']): void {
    this.#put({ period, by, state: 'gripped' })
  }

  /** Lets go of what is held; `state` says how far it is on its way. */
  letGo(state: 'let go' | 'settling'): void {
    if (this.#held) this.#put({ ...this.#held, state })
  }

  /** Shows what the address says again. */
  clear(): void {
    if (this.#held) this.#put(null)
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #put(held: Held | null): void {
    this.#held = held
    for (const listener of this.#listeners) listener()
  }
}

/** By what a period is held, and how far it is on its way; drawn anew only when these change. */
export function useGrip(hand: Hand): Pick<Held, 'by' | 'state'> | null {
  const listen = useCallback((draw: () => void) => hand.listen(draw), [hand])
  const by = useSyncExternalStore(listen, () => hand.held?.by ?? null)
  const state = useSyncExternalStore(listen, () => hand.held?.state ?? null)
  return by && state ? { by, state } : null
}

/** What the hand holds, drawn anew at most every `everyMs`: at once, then the last that came meanwhile. */
export function useHeld(hand: Hand, everyMs = 0): Held | null {
  const subscribe = useCallback(
    (draw: () => void) => {
      if (everyMs === 0) return hand.listen(draw)
      let timer: ReturnType<typeof setTimeout> | undefined
      let missed = false
      const rest = () => {
        timer = undefined
        if (!missed) return
        missed = false
        tell()
      }
      const tell = () => {
        if (hand.held !== null && timer !== undefined) {
          missed = true
          return
        }
        draw()
        timer ??= setTimeout(rest, everyMs)
      }
      const stop = hand.listen(tell)
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
    [hand, everyMs],
  )
  return useSyncExternalStore(subscribe, () => hand.held)
}
