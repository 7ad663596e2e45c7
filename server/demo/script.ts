import type { TicketDetail } from '@grid/data/contract'
import type { Seeded } from './seeded.ts'
import { ended, type Happening, retold, type Told } from './story.ts'

const hour = 3_600_000
const week = 168

/** What a script is made of. */
export interface Material {
  /** closed tickets with their logs, to be told again */
  told: readonly Told[]
  /** open tickets, to be brought to an end */
  open: readonly Pick<TicketDetail, 'id' | 'status' | 'unit' | 'tier' | 'category'>[]
  /** reports in each hour of a week, counted from 1970-01-01T00:00Z */
  hourly: readonly number[]
}

/** Counts reports by the hour of the week, as numbers of one week. */
export function hourlyOf(reported: readonly number[], weeks: number): number[] {
  const hourly = new Array<number>(week).fill(0)
  for (const at of reported) hourly[hourOf(at)]! += 1 / weeks
  return hourly
}

function hourOf(at: number): number {
  return Math.floor(at / hour) % week
}

/** What happens from an instant on: the same material, seed and instant make the same script. */
export class Script {
  private readonly coming: Happening[] = []
  private nextReport: number

  constructor(
    private readonly material: Material,
    start: number,
    private readonly random: Seeded,
  ) {
    for (const ticket of material.open) {
      const like = random.oneOf(material.told.filter(({ category }) => category === ticket.category))
      if (like) this.add(ended(ticket, like, start, random))
    }
    this.nextReport = this.reportAfter(start)
  }

  /** When the next thing happens, in milliseconds since 1970. */
  get next(): number {
    return Math.min(this.nextReport, this.coming[0]?.at ?? Number.POSITIVE_INFINITY)
  }

  /** Everything up to an instant, in its order; each once. */
  until(instant: number): Happening[] {
    while (this.nextReport <= instant) {
      const like = this.random.oneOf(this.material.told)
      if (like) this.add(retold(like, this.nextReport, this.random))
      this.nextReport = this.reportAfter(this.nextReport)
    }
    const end = this.coming.findIndex(({ at }) => at > instant)
    return this.coming.splice(0, end === -1 ? this.coming.length : end)
  }

  private add(happenings: readonly Happening[]): void {
    this.coming.push(...happenings)
    // equal instants keep the order they were added in: a report stands before its lines
    this.coming.sort((a, b) => a.at - b.at)
  }

  /** Reports come by chance, as many an hour as in that hour of the week before; never two in one millisecond. */
  private reportAfter(instant: number): number {
    const { hourly, told } = this.material
    const everything = hourly.reduce((sum, count) => sum + count, 0)
    if (told.length === 0 || everything === 0) return Number.POSITIVE_INFINITY
    let at = instant
    for (let left = this.random.waiting(); ; ) {
      const rate = (hourly[hourOf(at)] ?? 0) / hour
      const end = (Math.floor(at / hour) + 1) * hour
      const passing = rate * (end - at)
      if (left <= passing) return Math.max(instant + 1, Math.round(at + left / rate))
      left -= passing
      at = end
    }
  }
}
