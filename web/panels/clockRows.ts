import type { Hop, TicketClocks } from '@grid/data/contract'
import { dayOf, instantAt, wallTime } from '../lib/time.ts'

/** A part of a stay, from and to as shares of the time drawn. */
export interface ClockPart {
  kind: 'waited' | 'worked' | 'paused' | 'late'
  from: number
  to: number
}

/** One stay on the common scale of time. */
export interface ClockRow {
  /** from 1, as on the map */
  number: number
  hop: Hop
  parts: ClockPart[]
  /** where the deadline it stood under lies; null where there is none */
  due: number | null
  /** ms it left, or is, past that deadline; null where it is not */
  lateMs: number | null
}

/** The stays of a ticket on one scale of time, in ms since 1970. */
export interface ClockChart {
  from: number
  to: number
  rows: ClockRow[]
  ticks: { at: number; ms: number }[]
}

const hour = 3_600_000
const steps = [1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760].map((hours) => hours * hour)
const mostTicks = 3

/** Places every stay from receipt to leaving; `asOf` is the end of one that lasts. Null where there is none. */
export function clockChart(clocks: TicketClocks, asOf: string, timeZone: string): ClockChart | null {
  const { hops } = clocks
  const ends = hops.map(({ left_at }) => Date.parse(left_at ?? asOf))
  const dues = hops.flatMap(({ due_at }) => (due_at === null ? [] : [Date.parse(due_at)]))
  const received = hops.map(({ received_at }) => Date.parse(received_at))
  if (hops.length === 0) return null
  const from = received.reduce((a, b) => Math.min(a, b))
  const to = [...ends, ...dues].reduce((a, b) => Math.max(a, b), from + hour)
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - from) / (to - from)))
  const pauses = clocks.pauses.map((pause) => [Date.parse(pause.from), Date.parse(pause.to ?? asOf)] as const)
  const rows = hops.map((hop, index): ClockRow => {
    const start = received[index] ?? from
    const end = Math.max(ends[index] ?? to, start)
    const signed = hop.signed_at === null ? end : Math.min(Math.max(Date.parse(hop.signed_at), start), end)
    const due = hop.due_at === null ? null : Date.parse(hop.due_at)
    const late = due !== null && end > due ? end - Math.max(due, start) : null
    const part = (kind: ClockPart['kind'], a: number, b: number): ClockPart[] =>
      b > a ? [{ kind, from: share(a), to: share(b) }] : []
    return {
      number: hop.number,
      hop,
      parts: [
        ...part('waited', start, signed),
        ...part('worked', signed, end),
        ...pauses.flatMap(([a, b]) => part('paused', Math.max(a, start), Math.min(b, end))),
        ...(late === null || due === null ? [] : part('late', Math.max(due, start), end)),
      ],
      due: due === null ? null : share(due),
      lateMs: due !== null && end > due ? end - due : null,
    }
  })
  return { from, to, rows, ticks: ticksOf(from, to, timeZone).map((ms) => ({ ms, at: share(ms) })) }
}

/** Round local times within a span, few enough to be read. */
function ticksOf(from: number, to: number, timeZone: string): number[] {
  const step = steps.find((size) => (to - from) / size <= mostTicks) ?? (to - from) / mostTicks
  const midnight = Date.parse(instantAt(`${dayOf(new Date(from).toISOString(), timeZone)}T00:00`, timeZone))
  const ticks: number[] = []
  for (let at = midnight; at <= to; at += step) {
    // a clock change in between must not move the later ones off their hour
    const wall = wallTime(at + hour * 1.5, timeZone)
    const ms = step < 24 * hour ? at : Date.parse(instantAt(`${wall.slice(0, 10)}T00:00`, timeZone))
    if (ms >= from && ms <= to) ticks.push(ms)
  }
  return ticks
}
