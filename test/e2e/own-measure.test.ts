import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { type MeasureDefinition, measures } from '../../server/measures/index.ts'
import { type Serving, serve } from '../../server/serve.ts'
import { sql } from '../../server/store/index.ts'
import { type Browser, chromiumPath, launchBrowser } from '../drivers/browser.ts'
import { Dashboard } from '../drivers/dashboard.ts'
import { readers } from '../drivers/layer-files.ts'
import { storeWith } from '../fixtures/centre.ts'
import { present, twoStreets } from '../fixtures/two-streets.ts'

const web = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** What a planner writes: one file of this. */
const openOfHotline: MeasureDefinition = {
  entry: {
    id: 'open_of_hotline',
    label: { en: 'Callers still waiting', zh: '热线在办数' },
    group: 'deadlines',
    headline: true,
    unit: 'tickets',
    direction: 'less is better',
    additive: true,
    period: 'state',
    formula: { en: 'Open tickets that came over a hotline', zh: '经热线上报的在办工单' },
    numerator: { en: 'open hotline tickets', zh: '热线在办工单' },
    denominator: null,
    source: 'a planner',
  },
  needs: ['a hotline'],
  kind: 'count',
  numerator: sql`f.valid AND f.open AND f.hotline`,
}

/** Open and of the hotline at the fixture's present, by hand: M04 and M05 in S1, M12 in S2. */
const counts = { S1: 2, S2: 1 }

describe.skipIf(!chromiumPath)('a measure of a planner’s own', () => {
  let serving: Serving
  let browser: Browser

  beforeAll(async () => {
    if (!existsSync(web)) throw new Error('web/dist is missing: run npm start or npm test, which build it')
    serving = await serve({
      store: await storeWith(twoStreets),
      clock: clockAt(present),
      log: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: 0,
      web,
      measures: [...measures, openOfHotline],
    })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
  })

  it.each([
    ['en-GB', 'Callers still waiting'],
    ['zh-CN', '热线在办数'],
  ])('is in the map’s menu, the headline and the ranking (%s)', async (locale, label) => {
    const page = await Dashboard.open(browser, `${serving.url}/area/D?tab=ranking`, { locale })
    try {
      await page.chooseOnMap(label)
      expect(page.address).toContain('measure=open_of_hotline')
      expect(await page.figure(label)).toMatch(/^3/)
      const ranked = (await page.ranking()).map(({ name, value }) => [name, value])
      expect(Object.fromEntries(ranked)).toEqual({ S1: '2', S2: '1' })
      page.seen.expectNoProblems()
    } finally {
      await page.seen.close()
    }
  })

  it.each(['geojson', 'csv', 'fgb', 'gpkg', 'parquet'])('is in the exported areas, as %s', async (format) => {
    const response = await fetch(`${serving.url}/api/export/areas-street.${format}`)
    const { features } = await readers[format]!(new Uint8Array(await response.arrayBuffer()))
    const exported = features.map(({ properties }) => [properties.code, Number(properties.open_of_hotline)])
    expect(Object.fromEntries(exported)).toEqual(counts)
  })
})
