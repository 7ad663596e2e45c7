import type { BenchResult, Imported, QuestionResult, Times } from './result.ts'

const megabyte = 1024 * 1024

/** The result as lines for people. */
export function resultLines(result: BenchResult): string[] {
  const { built, server, machine } = result
  const names = result.peers.map(({ name }) => name)
  const loaded = result.questions.some((question) => question.loaded !== null)
  return [
    `${result.tickets.toLocaleString('en')} tickets on ${machine.processors} processors, Node ${machine.node}`,
    imported('tickets', built.tickets),
    imported('events', built.events),
    `database   ${mega(built.fileBytes)}, ${built.bytesPerTicket.toFixed(1)} bytes a ticket with its events`,
    `server     starts in ${ms(server.start)} ms, at most ${mega(server.peakMemory)} resident`,
    ...result.peers.map(
      (peer) =>
        `${peer.name.padEnd(10)} ${peer.version}, loaded in ${peer.loadSeconds.toFixed(1)} s, ${mega(peer.bytes)}`,
    ),
    '',
    row(
      'question, milliseconds',
      'cold',
      'p50',
      'p95',
      'KB',
      ...(loaded ? ['live p50', 'live p95'] : []),
      ...names.flatMap((name) => [name, 'times']),
    ),
    ...result.questions.map((question) => questionRow(question, names, loaded)),
    ...(result.clients.length > 0 ? ['', row('clients', 'a second', 'p50', 'p95', 'failed')] : []),
    ...result.clients.map((round) =>
      row(
        `${round.clients}`,
        round.requestsPerSecond.toFixed(0),
        round.times.p50.toFixed(1),
        round.times.p95.toFixed(1),
        String(round.failures),
      ),
    ),
    ...(result.arrivals.length > 0
      ? ['', row('tickets arriving beside questions', 'a second', 'p50', 'p95', 'refused')]
      : []),
    ...result.arrivals.map(({ asked, rows, senders, perSecond, times, refused }) =>
      row(
        `${asked === null ? 'as many as are taken' : `${asked} a second`}, ${senders} senders of ${rows}`,
        perSecond.toFixed(0),
        times.p50.toFixed(1),
        times.p95.toFixed(1),
        String(refused),
      ),
    ),
  ]
}

function questionRow(question: QuestionResult, names: readonly string[], loaded: boolean): string {
  const { id, outcome, why, cold, warm, bytes, peers } = question
  if (outcome !== 'answered') return row(id, outcome, why ?? '')
  return row(
    id,
    cold ? cold.p50.toFixed(1) : '',
    warm ? warm.p50.toFixed(1) : '',
    warm ? warm.p95.toFixed(1) : '',
    bytes === null ? '' : (bytes / 1024).toFixed(1),
    ...(loaded ? [question.loaded?.p50, question.loaded?.p95] : []).map((one) => one?.toFixed(1) ?? ''),
    ...names.flatMap((name) => {
      const peer = peers[name]
      return peer
        ? [peer.times.p50.toFixed(1), `${peer.ratio.toFixed(1)}${peer.same ? '' : ' DIFFERS'}`]
        : ['', '']
    }),
  )
}

function row(first: string, ...rest: readonly string[]): string {
  return `${first.padEnd(42)}${rest.map((cell) => cell.padStart(10)).join('')}`
}

function imported(what: string, { rows, rejected, seconds, rowsPerSecond, peakMemory }: Imported): string {
  return `${what.padEnd(10)} ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s: ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s, ${rejected} rejected, at most ${mega(peakMemory)} resident`
}

function mega(bytes: number | null): string {
  return bytes === null ? 'an unknown amount' : `${(bytes / megabyte).toFixed(0)} MB`
}

function ms({ p50, p95 }: Times): string {
  return `${p50.toFixed(0)} (p95 ${p95.toFixed(0)})`
}
