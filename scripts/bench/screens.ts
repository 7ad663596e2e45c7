import { Agent, get } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { Asker } from './ask.ts'
import { questions } from './questions.ts'
import { type ScreensResult, timesOf } from './result.ts'
import type { Setting } from './setting.ts'

/** What the screens of a control room show: two walls the same, a coordinator's page, a list; each by its question's name. */
const shown = [
  'page: district, 30 days',
  'page: district, 30 days',
  'page: community, 30 days',
  'last 100 of the centre',
] as const
/** What a page asks once and keeps. */
const lasting = /^\/api\/(centre|measures$|areas|basemap)/
/** Seconds between two askings: half the patience of the wall. */
const every = 5

/**
 * Screens that stand open until `work` is done: each hears the changes and asks what it shows every few seconds, as the
 * wall does while the data changes. How long each answer took, and how many changes they were told of.
 */
export async function whileShown<T>(
  url: string,
  setting: Setting,
  work: () => Promise<T>,
): Promise<{ result: T; screens: ScreensResult }> {
  const asker = new Asker(url, 6 * shown.length)
  const ears = shown.map(() => new Ear(url))
  const samples: number[] = []
  let failures = 0
  let open = true
  const screen = async (id: string, index: number): Promise<void> => {
    const paths = questions
      .find((question) => question.id === id)!
      .ask(setting, 1)
      .filter((path) => !lasting.test(path))
    // walls that hear of the same change ask at the same moment, the others at their own
    await setTimeout(id === shown[0] ? 0 : (index * every * 1000) / shown.length)
    while (open) {
      const next = setTimeout(every * 1000)
      const answers = await Promise.all(paths.map((path) => asker.ask(path)))
      for (const { ms, status } of answers) {
        samples.push(ms)
        if (status >= 300) failures++
      }
      await next
    }
  }
  const all = Promise.all(shown.map(screen))
  const result = await work()
  open = false
  await all
  asker.close()
  for (const ear of ears) ear.close()
  const heard = ears.reduce((sum, ear) => sum + ear.heard, 0)
  return { result, screens: { screens: shown.length, every, failures, heard, times: timesOf(samples) } }
}

/** A connection to the stream of changes, which counts what it is told. */
class Ear {
  heard = 0
  private readonly agent = new Agent({ keepAlive: true })

  constructor(url: string) {
    get(`${url}/api/live`, { agent: this.agent }, (response) => {
      response.setEncoding('latin1').on('data', (text: string) => {
        for (let at = text.indexOf('event: ticket'); at !== -1; at = text.indexOf('event: ticket', at + 1))
          this.heard++
      })
      response.on('error', () => undefined)
    }).on('error', () => undefined)
  }

  close(): void {
    this.agent.destroy()
  }
}
