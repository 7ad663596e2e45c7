import { LiveBeat, LiveChange } from '@grid/data/contract'
import { StreamText } from './liveStream.ts'

/** Milliseconds without a message after which the connection is given up: two beats of the server and a little. */
const silentMs = 40_000
/** Milliseconds before the first and the longest wait to connect again. */
const waits = { first: 1_000, longest: 30_000 }
/** Milliseconds between two tellings: what comes meanwhile is told together. */
const gatherMs = 1_000
/** Changes told one by one; of more within a second those that are urgent, and the latest. */
const mostTold = 40

/** What listeners are told, at most once a second. */
export interface LiveNews {
  /** the latest changes, oldest first; not all of a burst */
  changes: readonly LiveChange[]
  /** how many tickets were new */
  created: number
  /** something may be different from before: the data's version, a change, or a gap in what was heard */
  renewed: boolean
}

interface News extends LiveNews {
  changes: LiveChange[]
}

const noNews = (): News => ({ changes: [], created: 0, renewed: false })

/** How the stream stands. */
export interface LiveState {
  connection: 'connecting' | 'open' | 'lost'
  /** of the reader's steady clock: when the server was last heard; null before the first message */
  heardAt: number | null
  beat: LiveBeat | null
}

/** The world around the client, so that tests can be it. */
export interface LiveWorld {
  fetch: typeof fetch
  /** steady milliseconds: no jump when somebody sets the clock */
  steady: () => number
  /** the calendar's milliseconds */
  calendar: () => number
}

const browser: LiveWorld = {
  fetch: (...asked) => fetch(...asked),
  steady: () => performance.now(),
  calendar: () => Date.now(),
}

/**
 * The changes of `/api/live` for as long as the page lives: connects again by itself, sooner first and then every half
 * minute, and goes on after the last change it had. Fetch is used in place of EventSource, which gives up for good when
 * a proxy answers in the server's place, and cannot say afterwards what it had.
 */
export class LiveClient {
  #state: LiveState = { connection: 'connecting', heardAt: null, beat: null }
  #listeners = new Set<() => void>()
  #readers = new Set<(news: LiveNews) => void>()
  #last: string | undefined
  #wait = waits.first
  #running: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #telling: ReturnType<typeof setTimeout> | undefined
  #news: News = noNews()
  /** the server's calendar less the reader's, from the answer's `Date` */
  #ahead = 0

  constructor(private readonly world: LiveWorld = browser) {}

  /** How it stands now; the same object until something about it changes. */
  get state(): LiveState {
    return this.#state
  }

  /** Age of an instant of the server in ms, by the server's clock. */
  ageOf(instant: string): number {
    return this.world.calendar() + this.#ahead - Date.parse(instant)
  }

  /** Called whenever the state is another. */
  watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Called with what is new, at most once a second. */
  hear(reader: (news: LiveNews) => void): () => void {
    this.#readers.add(reader)
    return () => this.#readers.delete(reader)
  }

  /** Connects, and stays connected until the answer is called. */
  start(): () => void {
    this.#open()
    return () => {
      this.#running?.abort()
      this.#running = undefined
      for (const timer of [this.#timer, this.#silence, this.#telling]) clearTimeout(timer)
      this.#telling = undefined
    }
  }

  /** Connects anew at once: after sleep or a change of the clock nothing that was known is sure. */
  again(): void {
    clearTimeout(this.#timer)
    this.#wait = waits.first
    this.#running?.abort()
    this.#open()
  }

  #open(): void {
    const running = new AbortController()
    this.#running = running
    this.#listenForSilence(running)
    void this.#read(running)
      .catch(() => undefined)
      .then(() => {
        if (this.#running !== running) return
        // a try that never ends, ends here
        running.abort()
        clearTimeout(this.#silence)
        this.#put({ connection: 'lost' })
        this.#timer = setTimeout(() => this.#open(), this.#wait)
        this.#wait = Math.min(this.#wait * 2, waits.longest)
      })
  }

  #listenForSilence(running: AbortController): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => running.abort(), silentMs)
  }

  async #read(running: AbortController): Promise<void> {
    const response = await this.world.fetch('/api/live', {
      signal: running.signal,
      cache: 'no-store',
      headers: this.#last === undefined ? {} : { 'Last-Event-ID': this.#last },
    })
    const isStream = response.headers.get('Content-Type')?.includes('text/event-stream') === true
    if (response.status === 400) this.#last = undefined
    if (!response.ok || !response.body || !isStream) throw new Error(`no stream: ${response.status}`)
    const date = Date.parse(response.headers.get('Date') ?? '')
    if (!Number.isNaN(date)) this.#ahead = date - this.world.calendar()
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    const text = new StreamText()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || running.signal.aborted) return
      this.#listenForSilence(running)
      for (const message of text.add(decoder.decode(value, { stream: true }))) {
        if (message.id !== undefined) this.#last = message.id
        this.#take(message.event, message.data)
      }
    }
  }

  #take(event: string, data: string): void {
    const heardAt = this.world.steady()
    if (event === 'ticket') {
      const change = LiveChange.safeParse(JSON.parse(data))
      if (!change.success) return
      const { changes } = this.#news
      changes.push(change.data)
      if (changes.length > mostTold) {
        const calm = changes.findIndex(({ ticket }) => ticket.urgency !== 'danger')
        changes.splice(Math.max(0, calm), 1)
      }
      if (change.data.kind === 'created') this.#news.created++
      this.#tell()
      // the second's telling renews what is said of the state: no drawing for each of a thousand
      this.#state = { ...this.#state, heardAt }
      return
    }
    const beat = LiveBeat.safeParse(JSON.parse(data))
    if (!beat.success) return
    const known = this.#state.beat
    if (event !== 'beat' || known?.dataVersion !== beat.data.dataVersion) this.#tell()
    this.#wait = waits.first
    this.#put({ connection: 'open', heardAt, beat: beat.data })
  }

  #tell(): void {
    this.#news.renewed = true
    this.#telling ??= setTimeout(() => {
      const news = this.#news
      this.#news = noNews()
      this.#telling = undefined
      for (const reader of this.#readers) reader(news)
      this.#put({})
    }, gatherMs)
  }

  #put(part: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}
