import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CentrePack, type Warning, type Warnings } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { hasNotoCjk } from '../../scripts/system-tools.mjs'
import { openStore, sql } from '../../server/store/index.ts'
import { type Browser, chromiumPath, launchBrowser } from '../drivers/browser.ts'
import { demoPack, scannedDatabase, startServer } from '../drivers/server.ts'
import { Wall } from '../drivers/wall.ts'
import { letterWidth, unlike } from './pictures.ts'

/** Every kind of scene of the demo, by its key: an area is the fifth. */
const scenes = { overview: '1', hotspots: '2', escalation: '3', deadlines: '4', area: '5' }
const languages = { en: 'en-GB', zh: 'zh-CN' }
/** Width of the line of {@link letterWidth} where the kept pictures were made. */
const letters = 1688.39

const warning = (category: string, code: string, observed: number, expected: number): Warning => ({
  id: `${category} ${code}`,
  category,
  from: '2026-06-24',
  to: '2026-06-30',
  days: 6,
  observed,
  expected,
  ratio: observed / expected,
  logLikelihoodRatio: 12,
  p: 0.001,
  adjustedP: 0.01,
  beyond: false,
  recurrenceDays: 100,
  rank: 1,
  centre: [109.09, 34.53],
  radius: 0,
  cells: [],
  areas: [{ code, level: 'community', tickets: observed }],
  topCategories: [],
  filter: { hexagon: [], from: '2026-06-24', to: '2026-06-30', status: [] },
  sentence: { en: '', zh: '' },
  state: 'active',
  log: [],
})
/** The scan takes minutes, and its list is not what is looked at here. */
const warnings: Warnings = {
  asOf: '2026-06-30T15:59:59Z',
  dataVersion: 1,
  synthetic: true,
  state: 'ready',
  progress: null,
  note: null,
  method: null,
  warnings: [warning('utilities', '610117001008', 23, 4.2), warning('sanitation', '610117002016', 11, 2.5)],
}

describe.skipIf(!chromiumPath || !hasNotoCjk())('the wall on screens of all sizes', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  it.each([
    [1920, 1080],
    [3840, 1080],
    [3840, 2160],
    [5760, 2160],
    [7680, 2160],
  ])('is whole, large enough and as it was at %i × %i', async (width, height) => {
    const server = await startServer({ database: await patientDatabase() })
    onTestFinished(() => server.stop())
    const first = width === 1920
    const beside = width === 3840 && height === 1080
    // 16 minutes of arc at 4 m are 18.6 mm; a character fills 0.9 of its square; 75 inches are 1905 mm
    const needed = (18.6 / 0.9) * (Math.hypot(width, height) / 1905)
    const wrong: string[] = []
    const look = async (wall: Wall, scene: string, lang: string) => {
      const name = `wall-${width}x${height}-${scene}-${lang}`
      const texts = await wall.texts()
      expect(texts.length, name).toBeGreaterThan(12)
      const faulty = texts.filter(({ size, cut, under }) => size < needed - 0.1 || cut || under !== null)
      wrong.push(...faulty.map(({ text, size, under }) => `${name}: ${text} (${size} px, on ${under})`))
      if (await wall.scrolls()) wrong.push(`${name}: scrolls`)
      // the larger screens show the same two layouts at another scale: colours and pictures say nothing new there
      if (!first && !beside) return
      await wall.drawn()
      wrong.push(...(await wall.faults()).map((fault) => `${name}: ${fault}`))
      if (Math.abs((await letterWidth(wall.page)) - letters) > 1) return
      const change = await unlike(wall.page, name)
      if (change !== null) wrong.push(change)
    }
    const walls = new Map<string, Wall>()
    for (const [lang, locale] of Object.entries(languages)) {
      const wall = await Wall.open(browser, server.url, 'rotate=0', {
        viewport: { width, height },
        locale,
        answers: { '/api/warnings': warnings },
      })
      onTestFinished(() => wall.seen.close())
      walls.set(lang, wall)
      expect(await wall.textSize()).toBeCloseTo(needed, 1)
      for (const [scene, key] of Object.entries(scenes)) {
        await wall.press(key)
        await wall.settled()
        await look(wall, scene, lang)
      }
    }
    await alarm(server.url)
    for (const [lang, wall] of walls) {
      await wall.showing('urgent')
      await look(wall, 'urgent', lang)
    }
    expect(wrong).toEqual([])
  })
})

/** The demo, but that a dangerous ticket holds the display as long as somebody looks. */
async function patientDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'grid-visual-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'centre.duckdb')
  copyFileSync(await scannedDatabase(demoPack), file)
  const store = await openStore({ file })
  const [row] = await store.read(sql`SELECT pack FROM centre`)
  const pack = CentrePack.parse(JSON.parse(String(row?.pack)))
  const patient = { ...pack, wall: { ...pack.wall, interruptSeconds: 600 } }
  await store.write((transaction) =>
    transaction.run(sql`UPDATE centre SET pack = ${JSON.stringify(patient)}`),
  )
  await store.close()
  return file
}

async function alarm(url: string): Promise<void> {
  const response = await fetch(`${url}/api/tickets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      id: 'alarm-1',
      category: 'utilities_gas',
      urgency: 'danger',
      lon: 109.0884,
      lat: 34.5348,
      // an hour after the demo's last ticket
      reported_at: '2026-06-30T15:30:00Z',
    }),
  })
  expect(response.status).toBe(201)
}
