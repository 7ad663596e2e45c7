import type { Filter } from '@grid/data/contract'
import { callerKey } from '../access/index.ts'
import { dayOf } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import type { Store } from '../store/index.ts'
import { countsFor } from './counts.ts'
import { type History, historyBefore } from './history.ts'
import { keepScan, keptScan } from './kept.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { FoundCluster } from './task.ts'
import { scanInWorker } from './worker-scan.ts'

/** A scan that has been made. */
export interface Scan {
  history: History
  prepared: Prepared
  clusters: FoundCluster[]
}

/** Where a question's scan stands. */
export type Standing =
  | { state: 'ready'; scan: Scan }
  /** `last` is the newest scan of the same caller that is known, of other days or other data */
  | { state: 'computing'; last: Scan | null; progress: { done: number; of: number } }
  | { state: 'too little history' }

interface Held {
  /** data version that the fingerprint was taken of */
  version: number
  fingerprint: string
  history: History
  prepared: Prepared
  clusters: FoundCluster[] | null
  /** groups scanned so far */
  done: number
  stop: AbortController
}

/** Scans remembered of one database. */
const most = 60

/** The scans of one database: each made once for the tickets it rests on, one at a time, and never waited for. */
class Scans {
  constructor(private readonly store: Store) {}

  private readonly held = new Map<string, Held>()
  private readonly last = new Map<string, Scan>()
  /** resolves when the scans before have ended */
  private line: Promise<void> = Promise.resolve()

  async standing(asking: Asking, filter: Filter): Promise<Standing> {
    const { centre, caller } = asking
    const to = dayOf(asOfOf(asking, filter), centre.pack.timeZone)
    const history = historyBefore(to, centre.extent.from)
    if (history === null) return { state: 'too little history' }
    const who = callerKey(caller)
    const key = `${who} ${to}`
    const known = this.held.get(key)
    if (known?.version === centre.version) return this.standingOf(known, who)
    const prepared = await prepare(centre, history, await countsFor(asking, {}, history))
    const { fingerprint } = prepared
    // most commits change no number: the database is asked for those of a start, or of numbers that are new
    const isHeld = () => this.held.get(key)?.fingerprint === fingerprint
    const kept = isHeld() ? undefined : await keptScan(this.store, fingerprint)
    const now = this.held.get(key)
    if (now && isHeld()) {
      now.version = centre.version
      return this.standingOf(now, who)
    }
    // what the running scan rests on is no longer so
    now?.stop.abort()
    const fresh: Held = {
      version: centre.version,
      fingerprint,
      history,
      prepared,
      clusters: kept ?? null,
      done: 0,
      stop: new AbortController(),
    }
    this.held.delete(key)
    this.held.set(key, fresh)
    this.forget()
    if (kept) this.last.set(who, { history, prepared, clusters: kept })
    else this.begin(fresh, key, who)
    return this.standingOf(fresh, who)
  }

  private standingOf({ clusters, history, prepared, done }: Held, who: string): Standing {
    const of = prepared.task.groups.length
    if (clusters === null)
      return { state: 'computing', last: this.last.get(who) ?? null, progress: { done, of } }
    return { state: 'ready', scan: { history, prepared, clusters } }
  }

  private begin(held: Held, key: string, who: string): void {
    const run = async () => {
      if (held.stop.signal.aborted) return
      try {
        held.clusters = await scanInWorker(held.prepared.task, held.stop.signal, (done) => {
          held.done = done
        })
        this.last.set(who, { history: held.history, prepared: held.prepared, clusters: held.clusters })
      } catch {
        // stopped, or failed: whoever asks next begins it anew
        if (this.held.get(key) === held) this.held.delete(key)
        return
      }
      // it is told all the same where it cannot be kept: the disk may be full, or the server about to stop
      await keepScan(this.store, held.prepared.fingerprint, held.clusters).catch(() => {})
    }
    this.line = this.line.then(run, run)
  }

  private forget(): void {
    for (const [key, held] of this.held) {
      if (this.held.size <= most) return
      held.stop.abort()
      this.held.delete(key)
    }
  }
}

const scans = new WeakMap<Store, Scans>()

/** Where the scan of the caller's tickets stands, as of the filter's instant; begins it where nobody has. */
export function standingOf(asking: Asking, filter: Filter): Promise<Standing> {
  const held = scans.get(asking.store) ?? new Scans(asking.store)
  scans.set(asking.store, held)
  return held.standing(asking, filter)
}
