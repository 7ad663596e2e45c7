import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, launchBrowser } from '../drivers/browser.ts'
import { builtDatabase, demoPack, type RunningServer, startServer } from '../drivers/server.ts'
import { Wall } from '../drivers/wall.ts'
import { slopeOf } from './slope.ts'
import { long } from './soak.ts'

/** Scenes of the demo: four and one for each of seven streets. */
const scenes = 11
const turns = long ? 500 : 20
const updates = long ? 20_000 : 300
/** Turns before the first measurement: every scene twice, so that each has been asked and kept, or once in the short form. */
const warmUp = long ? 2 * scenes : scenes
/** Turns between two measurements: whole rounds, so that the same scene is measured. */
const every = long ? scenes : 3
const hours = long ? 24 : 0.5
/** Comings and goings of the scene that draws flows. */
const rounds = long ? 100 : 8

/** What a flat line may rise by over all turns: the noise of a heap after collection, not a leak of one object a turn. */
const flat = { heap: 6e6, nodes: 400, listeners: 100 }

describe.skipIf(!chromiumPath)('a wall that stands for long', () => {
  let folder: string
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-soak-'))
    const database = join(folder, 'centre.duckdb')
    copyFileSync(await builtDatabase(demoPack), database)
    server = await startServer({ database })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  let sent = 0
  const send = async (count: number) => {
    const rows = Array.from({ length: count }, () => ({
      id: `soak-${sent++}`,
      category: 'sanitation_household_waste',
      urgency: sent % 50 === 0 ? 'urgent' : 'normal',
      lon: 109.0884,
      lat: 34.5348,
      reported_at: '2026-06-30T15:30:00Z',
    }))
    const response = await fetch(`${server.url}/api/tickets`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
    })
    expect(response.status).toBe(201)
  }

  it(`holds no more after ${updates} tickets and ${turns} scenes than after the first rounds`, async () => {
    const wall = await Wall.open(browser, server.url, 'rotate=0', { viewport: { width: 1280, height: 720 } })
    await wall.aged('fresh')
    await wall.mapMarked('the one')
    const measured: { turn: number; heap: number; nodes: number; listeners: number }[] = []
    const each = Math.ceil(updates / turns)
    for (let turn = 1; turn <= turns; turn++) {
      await send(each)
      await wall.press('ArrowRight')
      await wall.filled()
      await wall.drawn()
      if (turn < warmUp || (turn - warmUp) % every !== 0) continue
      const held = await wall.held()
      measured.push({ turn, ...held })
      if (long) console.log(`wall, scene ${turn}: ${JSON.stringify(held)}`)
    }
    await wall.inTicker(`soak-${sent - 1}`)
    expect(await wall.mapMarked()).toBe('the one')
    const rise = (of: 'heap' | 'nodes' | 'listeners') =>
      slopeOf(measured.map((point) => [point.turn, point[of]])) * turns
    const said = `after ${sent} tickets and ${turns} scenes, rise over all of them by the fitted line`
    console.log(
      `wall, ${said}: heap ${(rise('heap') / 1e6).toFixed(2)} MB of ${((measured[0]?.heap ?? 0) / 1e6).toFixed(1)}, ` +
        `nodes ${rise('nodes').toFixed(0)} of ${measured[0]?.nodes}, listeners ${rise('listeners').toFixed(0)} of ${measured[0]?.listeners}`,
    )
    expect(sent).toBeGreaterThanOrEqual(updates)
    expect(rise('heap')).toBeLessThan(flat.heap)
    expect(rise('nodes')).toBeLessThan(flat.nodes)
    expect(rise('listeners')).toBeLessThan(flat.listeners)
    await wall.seen.close()
  })

  it(`draws the flows and takes them off ${rounds} times, and holds no more for it`, async () => {
    const wall = await Wall.open(browser, server.url, 'rotate=0&scene=escalation', {
      viewport: { width: 1280, height: 720 },
    })
    await wall.drawn()
    await wall.mapMarked('the one')
    const measured: { round: number; heap: number; listeners: number }[] = []
    for (let round = 0; round < rounds; round++) {
      await wall.press('ArrowRight')
      await wall.filled()
      await wall.drawn()
      await wall.press('ArrowLeft')
      await wall.showing('escalation')
      await wall.drawn()
      // the first rounds fetch what draws flows and make its programs
      if (round >= 2) measured.push({ round, ...(await wall.held()) })
    }
    const rise = (of: 'heap' | 'listeners') =>
      slopeOf(measured.map((point) => [point.round, point[of]])) * measured.length
    console.log(
      `wall, flows on and off ${rounds} times: heap ${(rise('heap') / 1e6).toFixed(2)} MB of ` +
        `${((measured[0]?.heap ?? 0) / 1e6).toFixed(1)}, listeners ${rise('listeners').toFixed(0)}`,
    )
    expect(await wall.mapMarked()).toBe('the one')
    expect(rise('heap')).toBeLessThan(flat.heap)
    expect(rise('listeners')).toBeLessThan(flat.listeners)
    wall.seen.expectNoProblems()
    await wall.seen.close()
  })

  it(`stands ${hours} hours of its own clock and is fresh at their end`, async () => {
    const wall = await Wall.open(browser, server.url, 'rotate=60', {
      viewport: { width: 1280, height: 720 },
      ownClock: true,
    })
    await wall.mapMarked('the one')
    const first = await wall.held()
    const step = 300
    for (let passed = 0; passed < hours * 3600; passed += step) {
      await send(2)
      await wall.passes(step)
    }
    await send(1)
    await wall.later(31)
    await wall.aged('fresh')
    await wall.inTicker(`soak-${sent - 1}`)
    await wall.filled()
    // no reload was needed, and no new map
    expect(await wall.mapMarked()).toBe('the one')
    const last = await wall.held()
    console.log(
      `wall, after ${hours} h: heap ${(first.heap / 1e6).toFixed(1)} to ${(last.heap / 1e6).toFixed(1)} MB, ` +
        `nodes ${first.nodes} to ${last.nodes}`,
    )
    // every scene was seen meanwhile, and its answers are kept
    expect(last.heap - first.heap).toBeLessThan(60e6)
    expect(last.nodes - first.nodes).toBeLessThan(2_000)
    await wall.seen.close()
  })
})
