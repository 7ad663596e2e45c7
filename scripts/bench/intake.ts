import { setTimeout } from 'node:timers/promises'
import { say } from '../prepare.mjs'
import { type Arriving, type Load, whileArriving } from './arrivals.ts'
import type { IntakeResult } from './result.ts'
import { whileShown } from './screens.ts'
import type { BenchServer } from './server.ts'
import type { Setting } from './setting.ts'

/** Several systems that send what they have in messages of a hundred. */
const load: Load = { rate: null, rows: 100, senders: 16 }

/** Whether a run of questions that contain this text is to sustain intake too. */
export function isIntakeAsked(only: string): boolean {
  return only !== '' && 'intake'.startsWith(only)
}

/** Gives work a server over a copy of the database that nothing has arrived in, and what can arrive there. */
export type OnFresh = <T>(work: (server: BenchServer, arriving: Arriving) => Promise<T>) => Promise<T>

/**
 * As many tickets as the server takes for so long: beside screens, which are looked at by themselves before, then without
 * any. Each time on a copy of its own: days that a minute has crowded take longer for every ticket more.
 */
export async function intakeRound(
  onFresh: OnFresh,
  { setting, seconds }: { setting: Setting; seconds: number },
): Promise<IntakeResult> {
  const time = <T>(result: T) => setTimeout(seconds * 1000, result)
  const taking = async (server: BenchServer, arriving: Arriving) => {
    const before = server.processorSeconds()
    const { arrivals } = await whileArriving(server.url, arriving, load, () => time(null))
    const after = server.processorSeconds()
    return { arrivals, processor: before === null || after === null ? null : after - before }
  }
  const { undisturbed, beside, screens } = await onFresh(async (server, arriving) => {
    say(`screens for ${seconds} s ...`)
    const { screens: undisturbed } = await whileShown(server.url, setting, () => time(null))
    say(`as many tickets as are taken beside them for ${seconds} s ...`)
    const { result, screens } = await whileShown(server.url, setting, () => taking(server, arriving))
    return { undisturbed, beside: result, screens }
  })
  say(`as many tickets as are taken by themselves for ${seconds} s ...`)
  const alone = await onFresh(taking)
  return {
    seconds,
    undisturbed,
    alone: alone.arrivals,
    beside: beside.arrivals,
    screens,
    ratio: beside.arrivals.perSecond / alone.arrivals.perSecond,
    processorSeconds: { alone: alone.processor, beside: beside.processor },
  }
}
