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

/**
 * As many tickets as the server takes for so long: by themselves, then beside screens, which are looked at by themselves
 * before; the same server and senders throughout.
 */
export async function intakeRound(
  server: BenchServer,
  arriving: Arriving,
  { setting, seconds }: { setting: Setting; seconds: number },
): Promise<IntakeResult> {
  const time = <T>(result: T) => setTimeout(seconds * 1000, result)
  const taking = async () => {
    const before = server.processorSeconds()
    const { arrivals } = await whileArriving(server.url, arriving, load, () => time(null))
    const after = server.processorSeconds()
    return { arrivals, processor: before === null || after === null ? null : after - before }
  }
  say(`screens for ${seconds} s ...`)
  const { screens: undisturbed } = await whileShown(server.url, setting, () => time(null))
  say(`as many tickets as are taken for ${seconds} s ...`)
  const alone = await taking()
  say(`both for ${seconds} s ...`)
  const { result: beside, screens } = await whileShown(server.url, setting, taking)
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
