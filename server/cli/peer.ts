import { type ImportReport, LocalDate } from '@grid/data/contract'
import { type ImportOptions, IntakeError, importTicketRecords } from '../intake/index.ts'
import { Endpoint, readPeer } from '../open311/index.ts'
import { OutboundError } from '../outbound/index.ts'

/** Flags of an import from another server. */
export interface PeerOptions {
  since?: string
  allowHost?: string[]
  rejects?: string
}

const ninetyDays = 90 * 86_400_000

/** Whether what stands in the place of a file is an address. */
export function isPeer(file: string): boolean {
  return /^https?:\/\//i.test(file) && URL.canParse(file)
}

/** Imports the requests of an Open311 endpoint reported since a day (UTC); what is known already changes nothing. */
export async function importPeer(
  about: Pick<ImportOptions, 'store' | 'clock' | 'progress' | 'beside'>,
  base: string,
  { since, allowHost = [], rejects }: PeerOptions,
): Promise<ImportReport> {
  const to = about.clock.now()
  const first = LocalDate.optional().safeParse(since)
  if (!first.success) throw new IntakeError([`--since ${since}: write a day as YYYY-MM-DD`])
  const from = first.data === undefined ? to - ninetyDays : Date.parse(`${first.data}T00:00:00Z`)
  const onRead = (rows: number) => about.progress?.({ step: 'reading the endpoint', rows, share: 0 })
  try {
    const { tickets, unfit } = await readPeer(new Endpoint(base, { allowed: allowHost }), {
      from,
      to,
      onRead,
    })
    const report = await importTicketRecords(
      { ...about, rejects },
      new URL(base).host.replaceAll(':', '-'),
      tickets,
    )
    return {
      ...report,
      read: report.read + unfit.length,
      rejected: report.rejected + unfit.length,
      notes: [...report.notes, ...unfit.map((why) => `not taken: ${why}`)],
    }
  } catch (cause) {
    if (cause instanceof OutboundError) throw new IntakeError([cause.message], { cause })
    throw cause
  }
}
