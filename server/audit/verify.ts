import { number, text, textOrNull } from '../centre/index.ts'
import { type Row, type Store, sql } from '../store/index.ts'
import type { Head } from './append.ts'
import { hashOf, type Written } from './entry.ts'
import { chainHas } from './remembered.ts'

/** What a look at the whole chain finds. */
export interface Verdict {
  /** nothing was changed, taken out, put in or cut off, as far as can be told */
  sound: boolean
  /** entries that are there, and the first and last of them */
  entries: number
  first: number | null
  head: Head
  /** what retention has removed ends here; 0 where it has removed none */
  anchor: number
  /** what does not hold, in words */
  faults: string[]
  /** entries by which the server itself told that some were missing */
  breaks: { seq: number; at: string }[]
}

/** Faults told one by one; more of them are the same fault. */
const mostFaults = 20

/** Reads every entry in order, reckons its hash anew, and compares; `remembered` are heads that were seen before. */
export async function verifyChain(store: Store, remembered: readonly Head[] = []): Promise<Verdict> {
  const [start] = await store.read(sql`SELECT * FROM audit_head`)
  const head = { seq: number(start?.seq), hash: text(start?.hash) }
  const anchor = { seq: number(start?.anchor_seq), hash: text(start?.anchor_hash) }
  const verdict: Verdict = {
    sound: true,
    entries: 0,
    first: null,
    head,
    anchor: anchor.seq,
    faults: [],
    breaks: [],
  }
  const say = (fault: string) => {
    verdict.sound = false
    if (verdict.faults.length < mostFaults) verdict.faults.push(fault)
  }
  let last = anchor
  for await (const rows of store.trickle(sql`SELECT * FROM audit ORDER BY seq`))
    for (const row of rows) {
      const entry = writtenIn(row)
      const hash = text(row.hash)
      verdict.entries++
      verdict.first ??= entry.seq
      if (entry.action === 'broken') verdict.breaks.push({ seq: entry.seq, at: entry.at })
      if (entry.seq === last.seq) say(`entry ${entry.seq} is there twice`)
      else if (entry.seq !== last.seq + 1) say(`entries ${last.seq + 1} to ${entry.seq - 1} are missing`)
      else if (hash !== hashOf(last.hash, entry))
        say(`entry ${entry.seq} is not what was written, or not where it was`)
      last = { seq: entry.seq, hash }
    }
  if (last.seq !== head.seq || last.hash !== head.hash)
    say(`the last entry is ${last.seq}, and should be ${head.seq}`)
  for (const seen of remembered)
    if (!(await chainHas(store, seen)))
      say(`entry ${seen.seq} was seen before as ${seen.hash.slice(0, 12)}…, and is another or gone`)
  return verdict
}

/** An entry as its row has it. */
export function writtenIn(row: Row): Written {
  return {
    seq: number(row.seq),
    at: text(row.happened_at),
    kind: text(row.kind),
    who: text(row.who),
    name: text(row.name),
    role: text(row.role),
    from: textOrNull(row.origin),
    action: text(row.action),
    what: text(row.what),
    subject: textOrNull(row.subject),
    filter: textOrNull(row.filter),
    detail: textOrNull(row.detail),
    request: textOrNull(row.request),
  }
}
