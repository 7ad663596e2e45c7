/** A way from one end to the other. */
const travelMs = 4200
/** Drawn this often at most: smooth enough for dots. */
const frameMs = 33
/** Of the time, what drawing may take: the rest is the page's. */
const share = 1 / 4
/** A frame that comes this late was kept up. */
const lateMs = 25
/** Drawn less often than this it is no movement any more; so many times on end, and the machine has no graphics to speak of. */
const slowestMs = 1200
const tries = 4

/** The browser's frames and whether the page can be seen; another one in tests. */
export interface Frames {
  /** `now` in ms of a clock that never goes back */
  request(frame: (now: number) => void): number
  cancel(id: number): void
  hidden(): boolean
  /** tells when the page is shown or hidden, until the answer is called */
  onTurn(listener: () => void): () => void
}

const browser: Frames = {
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
  hidden: () => document.hidden,
  onTurn: (listener) => {
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  },
}

/**
 * The clock of what travels: while it runs it calls `draw` with a phase from 0 to 1, round and round. It asks for no frame
 * while the page is hidden, and draws less often where drawing takes long, so that a machine that draws by its processor
 * has most of it left; where it stays too slow even so it stands still for good, with `null`.
 */
export class Travel {
  readonly #draw: (phase: number | null) => void
  readonly #frames: Frames
  readonly #end: () => void
  #running = false
  #request: number | null = null
  #began: number | undefined
  #drawn = 0
  #before: number | undefined
  /** ms between two drawings */
  #every = frameMs
  /** the longest wait for a frame since the last drawing */
  #longest = 0
  /** drawings on end that were too slow */
  #slow = 0

  constructor(draw: (phase: number | null) => void, frames: Frames = browser) {
    this.#draw = draw
    this.#frames = frames
    this.#end = frames.onTurn(() => (frames.hidden() ? this.#rest() : this.#ask()))
  }

  /** Whether it runs: it has not given up. */
  run(): boolean {
    this.#running = this.#slow < tries
    this.#ask()
    return this.#running
  }

  stop(): void {
    this.#running = false
    this.#rest()
  }

  end(): void {
    this.stop()
    this.#end()
  }

  #rest(): void {
    if (this.#request !== null) this.#frames.cancel(this.#request)
    this.#request = null
    this.#before = undefined
  }

  #ask(): void {
    if (!this.#running || this.#request !== null || this.#frames.hidden()) return
    this.#request = this.#frames.request((now) => {
      this.#request = null
      this.#frame(now)
      this.#ask()
    })
  }

  #frame(now: number): void {
    this.#began ??= now
    if (this.#before !== undefined) this.#longest = Math.max(this.#longest, now - this.#before)
    this.#before = now
    if (now - this.#drawn < this.#every) return
    const every = this.#longest > lateMs ? Math.max(frameMs, this.#longest / share) : frameMs
    this.#every = Math.min(every, slowestMs)
    this.#slow = every > slowestMs ? this.#slow + 1 : 0
    this.#longest = 0
    this.#drawn = now
    if (this.#slow < tries) {
      this.#draw(((now - this.#began) % travelMs) / travelMs)
      return
    }
    this.stop()
    this.#draw(null)
  }
}
