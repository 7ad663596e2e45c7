import { LiveTicket, type PeerRequest, Status, statusKinds } from '@grid/data/contract'
import { reportSource } from '../report.ts'

/** A request of another server as a ticket, or why it can be none. Of persons and pictures nothing is taken. */
export function ticketOfPeer(request: PeerRequest, prefix: string): LiveTicket | { unfit: string } {
  const { service_request_id: id, requested_datetime: reported, updated_datetime: updated } = request
  if (id === null) return { unfit: 'a request without an id' }
  const status = statusOf(request)
  const fields = {
    id: `${prefix}${id}`,
    source: reportSource,
    category: request.service_code,
    title: request.service_name?.slice(0, 500),
    description: request.description?.slice(0, 20_000),
    address: request.address?.slice(0, 500),
    unit: request.agency_responsible?.slice(0, 200),
    ...pointOf(request),
    reported_at: timeOf(reported),
    due_at: timeOf(request.expected_datetime),
    status,
    closed_at: statusKinds[status] === 'closed' ? timeOf(updated) : null,
  }
  const told = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
  const result = LiveTicket.safeParse(Object.fromEntries(told))
  if (result.success) return result.data
  const [issue] = result.error.issues
  return { unfit: `${id}: ${issue?.path.join('.')} ${issue?.message}` }
}

/** Our own word where the other server speaks it, else what the kind says. */
function statusOf({ status, status_notes: notes }: PeerRequest): Status {
  const closed = status?.toLowerCase() === 'closed'
  const own = Status.safeParse(notes)
  if (own.success && (statusKinds[own.data] === 'closed') === closed) return own.data
  return closed ? 'closed' : 'reported'
}

function pointOf({ lat, long }: PeerRequest): { lat?: number; lon?: number } {
  if (lat === null || long === null) return {}
  const [y, x] = [Number(lat), Number(long)]
  return Number.isFinite(x) && Number.isFinite(y) ? { lat: y, lon: x } : {}
}

/** An instant with its offset, as UTC; null for what names none: a time without an offset could be any of a day's. */
function timeOf(text: string | null): string | null {
  if (text === null || !/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
