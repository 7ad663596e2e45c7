import { say } from '../../prepare.mjs'
import type { Asker } from '../ask.ts'
import type { BenchCentre } from '../centre/build.ts'
import type { Question } from '../questions.ts'
import { type PeerResult, type PeerTimes, type QuestionResult, timesOf } from '../result.ts'
import type { Serving } from '../server.ts'
import type { Setting } from '../setting.ts'
import { type Peer, sameRows } from './peer.ts'
import { postgresPeer } from './postgres.ts'
import { missing } from './postgres-cluster.ts'
import { type PeerQuestion, peerQuestions } from './questions.ts'
import { scanPeer } from './scan.ts'

/** What peers are asked about. */
export interface Comparison {
  centre: BenchCentre
  setting: Setting
  asked: readonly Question[]
  results: readonly QuestionResult[]
  rounds: number
  serving: Serving
}

const makers = { scan: scanPeer, postgres: postgresPeer }
export type PeerName = keyof typeof makers

/** What is missing on this machine for one of the peers, or null. */
export function lackFor(names: readonly PeerName[]): string | null {
  return names.includes('postgres') ? missing() : null
}

/** Asks each peer what it can be asked, turn about with our server, and writes their times beside ours. */
export async function askPeers(
  names: readonly PeerName[],
  { centre, setting, asked, results, rounds, serving }: Comparison,
): Promise<PeerResult[]> {
  const made: PeerResult[] = []
  for (const name of names) {
    say(`Loading ${name} ...`)
    const peer = await makers[name](centre)
    try {
      await serving(async (_, asker) => {
        for (const question of peerQuestions) {
          const ours = asked.find(({ id }) => id === question.id)
          const result = results.find(({ id }) => id === question.id)
          if (!ours || result?.outcome !== 'answered') continue
          say(`${name}: ${question.id}`)
          result.peers[name] = await compared(question, { ours, peer, asker, setting, rounds })
        }
      })
      const { version, loadSeconds, bytes } = peer
      made.push({ name, version, loadSeconds, bytes })
    } finally {
      await peer.close()
    }
  }
  return made
}

async function compared(
  question: PeerQuestion,
  {
    ours,
    peer,
    asker,
    setting,
    rounds,
  }: { ours: Question; peer: Peer; asker: Asker; setting: Setting; rounds: number },
): Promise<PeerTimes> {
  const own: number[] = []
  const theirs: number[] = []
  let same = true
  // the first asking warms both and is not counted
  for (let n = 0; n <= rounds; n++) {
    const [path] = ours.ask(setting, n + 500)
    if (path === undefined) throw new Error(`${ours.id} asks nothing`)
    const answered = await asker.ask(path)
    const answer: unknown = JSON.parse(answered.text())
    const statement = question.statement(answer, path, peer.name)
    const started = performance.now()
    const rows = await peer.rows(statement)
    const ms = performance.now() - started
    same &&= sameRows(question.ours(answer), rows)
    if (n === 0) continue
    own.push(answered.ms)
    theirs.push(ms)
  }
  const [mine, times] = [timesOf(own), timesOf(theirs)]
  return { ours: mine, times, ratio: times.p50 / mine.p50, same }
}
