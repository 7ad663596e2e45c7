import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../prepare.mjs'
import { Arriving, steady, utmost, whileArriving } from './arrivals.ts'
import { Asker } from './ask.ts'
import { benchCentre } from './centre/build.ts'
import { exports, isExportAsked } from './exports.ts'
import { intakeRound, isIntakeAsked } from './intake.ts'
import type { Options } from './options.ts'
import { kindOf } from './pages.ts'
import { askPeers } from './peers/index.ts'
import { type Question, questions } from './questions.ts'
import { type ArrivalsResult, type BenchResult, type QuestionResult, type Times, timesOf } from './result.ts'
import { clientsRound, type Sample, sample } from './rounds.ts'
import { type BenchServer, type Serving, startServer } from './server.ts'
import { type Setting, settingOf } from './setting.ts'

/** Runs the benchmark: builds the centre or takes the one that is there, and asks it everything. */
export async function bench(options: Options): Promise<BenchResult> {
  const { tickets, seed, only } = options
  const centre = await benchCentre(tickets, seed, options.keep)
  const asked = questions.filter(({ id, group }) => id.includes(only) || group.includes(only))
  const starts: number[] = []
  const serving = async <T>(work: (server: BenchServer, asker: Asker) => Promise<T>): Promise<T> => {
    const server = await startServer(centre.database)
    starts.push(server.startMs)
    const asker = new Asker(server.url)
    try {
      return await work(server, asker)
    } finally {
      asker.close()
      await server.stop()
    }
  }
  const setting = await serving((_, asker) => settingOf(asker))
  const results: QuestionResult[] = []
  for (const question of asked) results.push(await cold(question, setting, serving))
  const { clients, memory } = await serving(async (server, asker) => {
    for (const result of results) {
      result.warm = await warm(result, asked, setting, asker, { rounds: options.rounds, from: 1 })
      result.parts = await partsOf(result, asked, setting, asker, options.rounds)
    }
    const clients = []
    for (const count of asked.length === 0 ? [] : options.clients) {
      say(`${count} clients ...`)
      clients.push(
        await clientsRound(
          server.url,
          { clients: count, seconds: options.seconds },
          mixOf(results, asked),
          setting,
        ),
      )
    }
    return { clients, memory: server.peakMemory() }
  })
  const exported = isExportAsked(only) ? await exports(serving) : []
  const arrivals =
    options.arriving === 0 || asked.length === 0
      ? []
      : await onCopy(centre.database, (server, asker) =>
          arrivalRounds({ server, asker, options, asked, results, setting }),
        )
  const intake = isIntakeAsked(only)
    ? await intakeRound(
        (work) =>
          onCopy(centre.database, async (server, asker) => work(server, await Arriving.of(asker, setting))),
        { setting, seconds: options.sustained },
      )
    : null
  const peers = await askPeers(options.vs, {
    centre,
    setting,
    asked,
    results,
    rounds: options.rounds,
    serving,
  })
  return {
    tickets,
    seed,
    machine: {
      processors: availableParallelism(),
      memory: totalmem(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    built: centre.built,
    server: { start: timesOf(starts), peakMemory: memory },
    questions: results,
    exports: exported,
    clients,
    arrivals,
    intake,
    peers,
  }
}

/** Works with a server on a copy of the database, which is kept for further runs. */
async function onCopy<T>(
  database: string,
  work: (server: BenchServer, asker: Asker) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(database), 'arrivals-'))
  const copy = join(folder, 'centre.duckdb')
  copyFileSync(database, copy)
  const server = await startServer(copy)
  const asker = new Asker(server.url)
  try {
    return await work(server, asker)
  } finally {
    asker.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The questions once more while tickets arrive, and how many can arrive while pages are asked. */
async function arrivalRounds({
  server,
  asker,
  options,
  asked,
  results,
  setting,
}: {
  server: BenchServer
  asker: Asker
  options: Options
  asked: readonly Question[]
  results: readonly QuestionResult[]
  setting: Setting
}): Promise<ArrivalsResult[]> {
  const arriving = await Arriving.of(asker, setting)
  const { arrivals } = await whileArriving(server.url, arriving, steady(options.arriving), async () => {
    const least = sleep(options.seconds * 1000)
    for (const result of results)
      result.loaded = await warm(result, asked, setting, asker, { rounds: options.rounds, from: 1_000 })
    await least
  })
  const rounds = [arrivals]
  for (const load of utmost) {
    say(`as many tickets as are taken, ${load.rows} a message ...`)
    const reading = { clients: 2, seconds: options.seconds * 2 }
    const round = await whileArriving(server.url, arriving, load, () =>
      clientsRound(server.url, reading, mixOf(results, asked), setting),
    )
    rounds.push(round.arrivals)
  }
  return rounds
}

async function cold(question: Question, setting: Setting, serving: Serving): Promise<QuestionResult> {
  const { id, group } = question
  say(`cold: ${id}`)
  const first = await serving((_, asker) => sample(asker, question, setting, 0))
  const outcome = first.refused === null ? 'answered' : first.refused.status === 404 ? 'absent' : 'failed'
  return {
    id,
    group,
    requests: first.requests,
    outcome,
    why: outcome === 'failed' ? `${first.refused?.status}: ${first.refused?.text}` : null,
    bytes: outcome === 'answered' ? first.bytes : null,
    cold: outcome === 'answered' ? timesOf([first.ms]) : null,
    warm: null,
    loaded: null,
    peers: {},
    parts: [],
  }
}

async function warm(
  result: QuestionResult,
  asked: readonly Question[],
  setting: Setting,
  asker: Asker,
  { rounds, from }: { rounds: number; from: number },
): Promise<Times | null> {
  const question = asked.find(({ id }) => id === result.id)
  if (!question || result.outcome !== 'answered') return null
  say(`warm: ${result.id}`)
  const samples = await often(asker, question, setting, { rounds, from })
  const refused = samples.at(-1)?.refused
  if (refused) {
    result.outcome = 'failed'
    result.why = `${refused.status}: ${refused.text}`
    return null
  }
  return timesOf(samples.map(({ ms }) => ms))
}

/** A question so many times on end, until it is refused; the first asking, which warms, is not among them. */
async function often(
  asker: Asker,
  question: Pick<Question, 'ask'>,
  setting: Setting,
  { rounds, from }: { rounds: number; from: number },
): Promise<Sample[]> {
  await sample(asker, question, setting, from)
  const samples: Sample[] = []
  for (let n = 1; n <= rounds && !samples.at(-1)?.refused; n++)
    samples.push(await sample(asker, question, setting, from + n))
  return samples
}

/** The questions of a page one by one: nobody waits for the page's other questions, but for each by itself. */
async function partsOf(
  result: QuestionResult,
  asked: readonly Question[],
  setting: Setting,
  asker: Asker,
  rounds: number,
): Promise<QuestionResult['parts']> {
  const page = asked.find(({ id }) => id === result.id)
  if (page?.group !== 'page' || result.outcome !== 'answered') return []
  const kinds = [...new Set(page.ask(setting, 0).map(kindOf))]
  const parts: QuestionResult['parts'] = []
  for (const kind of kinds) {
    const ask = (_: Setting, n: number) =>
      page
        .ask(setting, n)
        .filter((path) => kindOf(path) === kind)
        .slice(0, 1)
    const counted = await often(asker, { ask }, setting, { rounds, from: 30 })
    parts.push({
      kind,
      bytes: Math.max(...counted.map(({ bytes }) => bytes)),
      warm: timesOf(counted.map(({ ms }) => ms)),
    })
  }
  return parts
}

/** What clients ask in turn: every question that a page asks and this server answers. */
function mixOf(results: readonly QuestionResult[], asked: readonly Question[]): Question[] {
  const answered = new Set(results.filter(({ outcome }) => outcome === 'answered').map(({ id }) => id))
  const able = asked.filter(({ id }) => answered.has(id))
  const pages = able.filter(({ group }) => group === 'page' || group === 'tickets')
  return pages.length > 0 ? pages : able
}
