import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { Api } from './api.ts'
import { Script } from './script.ts'
import { seeded } from './seeded.ts'
import type { Happening } from './story.ts'

/** What a play needs. */
export interface Stage {
  /** address of the server, without a slash at its end */
  url: string
  /** how it is asked */
  ask: typeof fetch
  clock: Clock
  /** seconds of the play that pass in one */
  speed: number
  seed: number
  signal: AbortSignal
  /** tells the person who started it */
  say(line: string): void
}

/** Longest time between two looks at the clock, in milliseconds. */
const look = 1000

/**
 * Plays made-up tickets until the signal comes: new ones as many and of the kinds that the last weeks had, each with the
 * log of one that was, and the open ones to their end. Its time goes on where the data ends. Rejects where the centre is
 * not made up or has nothing to be told again.
 */
export async function play(stage: Stage): Promise<void> {
  const { url, ask, clock, speed, seed, signal, say } = stage
  const api = new Api(url, ask, signal)
  const centre = await api.centre()
  if (!centre.synthetic) throw new Error('a centre whose data is not made up is not played with')
  const random = seeded(seed)
  const start = Date.parse(centre.asOf)
  const material = await api.material(centre, random)
  if (material.told.length === 0) throw new Error('the data has no closed tickets with logs to play after')
  const script = new Script(material, start, random)
  const began = clock.now()
  const present = () => start + (clock.now() - began) * speed
  say(`Playing made-up tickets from ${centre.asOf} on${speed === 1 ? '' : `, ${speed} times as fast`}.`)
  await perform(script, {
    present,
    wait: (ms) => sleep(ms, undefined, { signal }).then(() => undefined),
    send: (happenings) => api.send(happenings),
    speed,
    stopped: () => signal.aborted,
    say,
  })
}

/** What a performance is given: its time, how to wait (ms), and where to send; answers seconds to wait, or that it is done. */
export interface Performance {
  present(): number
  wait(ms: number): Promise<void>
  send(happenings: readonly Happening[]): Promise<number | undefined>
  speed: number
  stopped(): boolean
  say(line: string): void
}

/** Sends everything when its time has come; what cannot be taken is sent again until it is. */
export async function perform(script: Pick<Script, 'next' | 'until'>, on: Performance): Promise<void> {
  while (!on.stopped()) {
    const due = script.until(on.present())
    if (due.length > 0) await sendSurely(due, on)
    await on.wait(Math.max(0, Math.min(look, (script.next - on.present()) / on.speed)))
  }
}

async function sendSurely(due: readonly Happening[], on: Performance): Promise<void> {
  let told = false
  while (!on.stopped()) {
    const busy = await on.send(due).catch((cause: unknown) => {
      if (on.stopped()) return undefined
      if (!told) on.say(`The play waits: ${cause instanceof Error ? cause.message : String(cause)}`)
      told = true
      return 5
    })
    if (busy === undefined) return
    await on.wait(busy * 1000)
  }
}
