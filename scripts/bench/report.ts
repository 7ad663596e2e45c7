import type { BenchResult, Imported, IntakeResult, QuestionResult, Times } from './result.ts'

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
    ...result.questions.flatMap((question) => [
      questionRow(question, names, loaded),
      ...question.parts.map(partRow),
    ]),
    ...(result.exports.length > 0
      ? ['', row('export of everything', 'rows', 'seconds', 'rows/s', 'MB', 'grew by')]
      : []),
    ...result.exports.map((file) =>
      row(
        `${file.layer}.${file.format}`,
        file.rows.toLocaleString('en'),
        file.seconds.toFixed(1),
        Math.round(file.rowsPerSecond).toLocaleString('en'),
        (file.bytes / megabyte).toFixed(0),
        file.memoryGrowth === null ? '' : mega(file.memoryGrowth),
      ),
    ),
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
    ...(result.intake ? intakeLines(result.intake) : []),
  ]
}

function intakeLines({
  seconds,
  undisturbed,
  alone,
  beside,
  screens,
  ratio,
  processorSeconds,
}: IntakeResult) {
  const taken = (name: string, { perSecond, slowest, times, refused }: IntakeResult['alone']) =>
    row(
      name,
      perSecond.toFixed(0),
      slowest === null ? '' : slowest.toFixed(0),
      times.p50.toFixed(0),
      times.p95.toFixed(0),
      String(refused),
    )
  const asked = (name: string, { times, failures, heard }: IntakeResult['screens']) =>
    row(name, String(times.n), times.p50.toFixed(0), times.p95.toFixed(0), String(failures), String(heard))
  const used = (of: number | null) => (of === null ? '?' : (of / seconds).toFixed(2))
  return [
    '',
    row(
      `tickets for ${seconds} s, ${alone.senders} senders of ${alone.rows}`,
      'a second',
      'slowest',
      'p50',
      'p95',
      'refused',
    ),
    taken('by themselves', alone),
    taken(`beside ${screens.screens} screens: ${(100 * ratio).toFixed(0)} %`, beside),
    row(`screens that ask every ${screens.every} s`, 'answers', 'p50', 'p95', 'failed', 'changes'),
    asked('by themselves', undisturbed),
    asked('beside the tickets', screens),
    `the server took ${used(processorSeconds.alone)} processors for the tickets, ${used(processorSeconds.beside)} with the screens`,
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

function partRow({ kind, bytes, warm }: QuestionResult['parts'][number]): string {
  const name = `  ${kind.replace('/api/', '')}`
  return row(
    name.length > 41 ? `${name.slice(0, 40)}…` : name,
    '',
    warm.p50.toFixed(1),
    warm.p95.toFixed(1),
    (bytes / 1024).toFixed(1),
  )
}

function row(first: string, ...rest: readonly string[]): string {
  return `${first.padEnd(42)}${rest.map((cell) => ` ${cell}`.padStart(10)).join('')}`
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
