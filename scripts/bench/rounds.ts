import { Asker } from './ask.ts'
import type { Question } from './questions.ts'
import { type ClientsResult, timesOf } from './result.ts'
import type { Setting } from './setting.ts'

/** One asking of a question: all its requests at once, until the last byte of the last. */
export interface Sample {
  ms: number
  bytes: number
  requests: number
  /** the status of the first request that was refused, and what it said */
  refused: { status: number; text: string } | null
  texts(): string[]
}

export async function sample(
  asker: Asker,
  question: Pick<Question, 'ask'>,
  setting: Setting,
  n: number,
): Promise<Sample> {
  const started = performance.now()
  const answers = await Promise.all(question.ask(setting, n).map((path) => asker.ask(path)))
  const ms = performance.now() - started
  const refused = answers.find(({ status }) => status >= 300)
  return {
    ms,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: answers.length,
    refused: refused ? { status: refused.status, text: refused.text().slice(0, 300) } : null,
    texts: () => answers.map((answer) => answer.text()),
  }
}

/** Clients that each ask a page's requests one after another for some seconds, no two the same. */
export async function clientsRound(
  url: string,
  { clients, seconds }: { clients: number; seconds: number },
  asked: readonly Question[],
  setting: Setting,
): Promise<ClientsResult> {
  const asker = new Asker(url, clients)
  const samples: number[] = []
  let failures = 0
  let next = 0
  const started = performance.now()
  const until = started + seconds * 1000
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const n = next++
      const question = asked[n % asked.length]
      if (!question) return
      for (const path of question.ask(setting, 100 + n)) {
        const answer = await asker.ask(path)
        samples.push(answer.ms)
        if (answer.status >= 300) failures++
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  asker.close()
  const took = (performance.now() - started) / 1000
  return {
    clients,
    seconds: took,
    requests: samples.length,
    failures,
    requestsPerSecond: samples.length / took,
    times: timesOf(samples),
  }
}
