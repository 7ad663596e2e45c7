import { AuditAction, type AuditEntry, type AuditPage, AuditQuestion } from '@grid/data/contract'
import { type Head, listAudit, rememberedHead, type Verdict, verifyChain } from '../audit/index.ts'
import { centreOf, hasCentre } from '../centre/index.ts'
import type { Store } from '../store/index.ts'
import { UsageError } from './export.ts'
import { aligned, grouped } from './table.ts'

/** Options of `grid audit list`, as its flags give them. */
export interface AuditOptions {
  who?: string
  action?: string[]
  what?: string
  subject?: string
  from?: string
  to?: string
  limit?: string
  after?: string
}

/** A page of the audit, the newest first. */
export async function auditPage(store: Store, options: AuditOptions): Promise<AuditPage> {
  const { who, action, what, subject, from, to, limit, after } = options
  const read = AuditQuestion.safeParse({ who, action, what, subject, from, to, limit, after })
  if (!read.success)
    throw new UsageError(
      read.error.issues.map(({ path, message }) =>
        path[0] === 'action'
          ? `--action: write one of ${AuditAction.options.join(', ')}`
          : `--${String(path[0])}: ${message}`,
      ),
    )
  const zone = (await hasCentre(store)) ? (await centreOf(store)).pack.timeZone : 'UTC'
  return await listAudit(store, read.data, zone)
}

export function auditLines({ entries, next }: AuditPage): string[] {
  const line = ({ seq, at, who, role, from, action, what, subject, filter }: AuditEntry) => [
    String(seq),
    at,
    `${who.name || who.id} (${role})`,
    from ?? '',
    action,
    [what, subject].filter(Boolean).join(' '),
    filter === null ? '' : String(new URLSearchParams(pairsOf(filter))),
  ]
  if (entries.length === 0) return ['There is no such entry.']
  return [...aligned(entries.map(line)), ...(next === null ? [] : [`more: --after ${next}`])]
}

function pairsOf(filter: Record<string, string[]>): [string, string][] {
  return Object.entries(filter).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
}

/** Looks at the whole chain; `heads` are ends noted elsewhere, each as `SEQ:HASH`, beside the one in the file beside. */
export async function auditVerdict(store: Store, heads: readonly string[]): Promise<Verdict> {
  const beside = rememberedHead(store.file)
  return await verifyChain(store, [...heads.map(headOf), ...(beside ? [beside] : [])])
}

function headOf(written: string): Head {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(written) ?? []
  if (seq === undefined || hash === undefined)
    throw new UsageError([`--head ${written}: write the number and the hash of an entry, SEQ:HASH`])
  return { seq: Number(seq), hash }
}

export function verdictLines({ sound, entries, first, head, anchor, faults, breaks }: Verdict): string[] {
  return [
    entries === 0
      ? 'The audit has no entries.'
      : `${grouped(entries)} entries, ${first} to ${head.seq}${anchor > 0 ? `; those to ${anchor} were removed by retention` : ''}`,
    ...breaks.map(({ seq, at }) => `entry ${seq} of ${at} tells that entries before it were lost`),
    ...faults,
    sound
      ? `The chain holds. Note its end elsewhere, to compare with: --head ${head.seq}:${head.hash}`
      : 'The chain does not hold.',
  ]
}
