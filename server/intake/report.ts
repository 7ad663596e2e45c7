import type { ImportReport } from '@grid/data/contract'

/** What loading a pack did: one report for each file that was there. */
export interface LoadReport {
  pack: string
  centre: { id: string; name: { en: string; zh: string } }
  areas: ImportReport | null
  tickets: ImportReport | null
  events: ImportReport | null
  /** features of the basemap, 0 where the pack has none */
  basemap: number
  seconds: number
}

const mostNotes = 50

/** Counts one import; `read` always is the sum of the four outcomes, which {@link Tally.report} checks. */
export class Tally {
  read = 0
  inserted = 0
  updated = 0
  unchanged = 0
  rejected = 0
  /** of a log that tells of its tickets */
  tickets: ImportReport['tickets']
  private readonly flags = new Map<string, number>()
  private readonly notes: string[] = []
  private readonly made = new Map<string, string[]>()

  constructor(
    private readonly what: ImportReport['what'],
    private readonly file: string,
  ) {}

  flag(reason: string, times = 1): void {
    if (times > 0) this.flags.set(reason, (this.flags.get(reason) ?? 0) + times)
  }

  /** How often a reason was flagged so far. */
  flagged(reason: string): number {
    return this.flags.get(reason) ?? 0
  }

  /** Keeps the first lines; a file that is wrong everywhere need not say so a million times. */
  note(line: string): void {
    if (this.notes.length < mostNotes) this.notes.push(line)
  }

  created(kind: string, ids: readonly string[]): void {
    if (ids.length > 0) this.made.set(kind, [...(this.made.get(kind) ?? []), ...ids])
  }

  report(rejects: string | null, seconds: number): ImportReport {
    const { what, file, read, inserted, updated, unchanged, rejected } = this
    if (read !== inserted + updated + unchanged + rejected) {
      throw new Error(
        `${file}: ${read} rows read, but ${inserted} inserted, ${updated} updated, ${unchanged} unchanged and ${rejected} rejected`,
      )
    }
    return {
      what,
      file,
      read,
      inserted,
      updated,
      unchanged,
      rejected,
      flagged: Object.fromEntries([...this.flags].sort(([a], [b]) => a.localeCompare(b))),
      created: Object.fromEntries(this.made),
      ...(this.tickets && { tickets: this.tickets }),
      notes: this.notes,
      rejects,
      seconds,
    }
  }
}
