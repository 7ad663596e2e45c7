import { describe, expect, it } from 'vitest'
import type { GroupTask, ScanTask } from './task.ts'
import { scanInWorker } from './worker-scan.ts'

const places = 12
const scanned = 28
const referred = 70

/** A ticket a day, going round the places; where there is a burst, nine at the first place on the last day. */
function groupOf(id: string, burst: boolean): GroupTask {
  const counts = new Int32Array(places * scanned)
  for (let day = 0; day < scanned; day++) counts[(day % places) * scanned + day] = 1
  if (burst) counts[0] = 10
  return {
    id,
    counts,
    reference: {
      begins: Int32Array.from({ length: referred + 1 }, (_, day) => day),
      place: Int32Array.from({ length: referred }, (_, day) => day % places),
      tickets: new Int32Array(referred).fill(1),
    },
    rest: new Int32Array(places),
    days: new Float64Array(scanned).fill(1 / scanned),
    weekdays: new Array<number>(scanned).fill(1 / scanned),
  }
}

function taskOf(groups: readonly GroupTask[], replications: number): ScanTask {
  return {
    x: Float64Array.from({ length: places }, (_, place) => place * 5000),
    y: new Float64Array(places),
    all: new Int32Array(places).fill(6),
    scanned: Int32Array.from({ length: scanned }, (_, day) => (27 - day) % 7),
    referred: Int32Array.from({ length: referred }, (_, day) => day % 7),
    seasons: 0,
    groups: [...groups],
    replications,
    seed: 1,
  }
}

describe('a scan in a thread of its own', () => {
  it('tells its clusters, and how far it is', async () => {
    const done: number[] = []
    const groups = [groupOf('quiet', false), groupOf('burst', true)]
    const found = await scanInWorker(taskOf(groups, 199), new AbortController().signal, (count) =>
      done.push(count),
    )
    expect(done).toEqual([1, 2])
    expect(found).toHaveLength(1)
    // nothing of the history comes near: one in two hundred, and no more can be said
    expect(found[0]).toMatchObject({
      group: 'burst',
      places: [0],
      days: 1,
      observed: 10,
      p: 0.005,
      beyond: true,
    })
  })

  it('is over when it is stopped: nothing comes after', async () => {
    const stop = new AbortController()
    const done: number[] = []
    // the second group would take hours
    const scan = scanInWorker(
      { ...taskOf([groupOf('quiet', false), groupOf('burst', true)], 1e9) },
      stop.signal,
      (count) => {
        done.push(count)
        stop.abort()
      },
    )
    await expect(scan).rejects.toMatchObject({ name: 'AbortError' })
    expect(done).toEqual([1])
  })

  it('is not begun where it has been stopped before', async () => {
    const scan = scanInWorker(taskOf([], 1), AbortSignal.abort(), () => undefined)
    await expect(scan).rejects.toMatchObject({ name: 'AbortError' })
  })
})
