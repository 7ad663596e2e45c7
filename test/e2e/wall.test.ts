import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FlowMatrix } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Browser, chromiumPath, launchBrowser, type Setting } from '../drivers/browser.ts'
import { demoPack, type RunningServer, scannedDatabase, scanTime, startServer } from '../drivers/server.ts'
import { Wall } from '../drivers/wall.ts'

/** An hour after the demo's last ticket, so that its days stay those of the demo. */
const reportedAt = '2026-06-30T15:30:00Z'

describe.skipIf(!chromiumPath)('the wall', () => {
  let folder: string
  let database: string
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grid-wall-'))
    database = join(folder, 'centre.duckdb')
    copyFileSync(await scannedDatabase(demoPack), database)
    server = await startServer({ database })
    browser = await launchBrowser()
  }, scanTime)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async (query: string, setting: Setting = {}) => {
    const wall = await Wall.open(browser, server.url, query, setting)
    onTestFinished(() => wall.seen.close())
    return wall
  }
  const post = async (ticket: Record<string, unknown>) => {
    const response = await fetch(`${server.url}/api/tickets`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reported_at: reportedAt, lon: 109.0884, lat: 34.5348, ...ticket }),
    })
    expect(response.status).toBe(201)
  }

  it('states what the figures say, of which days, and loads nothing of the desk', async () => {
    const wall = await open('rotate=0')
    await wall.showing('overview')
    // 1,277 tickets of June and 1,098 of the 30 days before, counted in the demo's file: (1277 − 1098) / √2375 = 3.7
    expect(await wall.title()).toMatch(/^1,277 tickets reported, 16% more than in the 30 days before; /)
    expect(await wall.freshness()).toMatch(/^Data as of 30 Jun 2026 \d\d:\d\d$/)
    await wall.drawn()
    wall.seen.expectOnlyOwnHost()
    wall.seen.expectNoProblems()
    expect(wall.seen.requests.filter((url) => /\/(antd|charts)-/.test(url))).toEqual([])
  })

  it('goes from scene to scene by keys on one map, and comes back to its scene after a reload', async () => {
    const wall = await open('rotate=0')
    await wall.drawn()
    await wall.mapMarked('the one')
    await wall.press('ArrowRight')
    await wall.showing('hotspots')
    await wall.press('4')
    await wall.showing('deadlines')
    await wall.filled()
    expect(await wall.title()).toMatch(/open tickets are past their deadline/)
    await wall.press('End')
    expect(wall.sceneInAddress).toMatch(/^area-/)
    await wall.press('ArrowRight')
    await wall.showing('overview')
    await wall.press('ArrowLeft', 'Home', '3')
    await wall.showing('escalation')
    expect(await wall.mapMarked()).toBe('the one')
    await wall.page.reload()
    await wall.showing('escalation')
  })

  it('draws who hands to whom where tickets go upwards, lists the widest, and takes the flows off again', async () => {
    const wall = await open('rotate=0&scene=escalation')
    await wall.drawn()
    await wall.mapMarked('the one')
    const matrix = FlowMatrix.parse(
      await (await fetch(`${server.url}/api/flows?by=unit&from=2026-06-01&to=2026-07-01`)).json(),
    )
    const [widest] = matrix.links
    const name = (id: string | null | undefined) => matrix.nodes.find((node) => node.id === id)?.name?.en
    const first = wall.page
      .getByRole('region', { name: 'Who hands most to whom' })
      .getByRole('listitem')
      .first()
    expect(await first.textContent()).toMatch(
      new RegExp(`^${name(widest?.from)} → ${name(widest?.to)}[^]*${widest?.handOffs}$`),
    )
    const key = wall.page.getByText(/^of 706 hand-offs \d+% drawn, \d+% within one mark$/)
    await key.waitFor()
    expect(wall.seen.requests.filter((url) => /flowOverlay-/.test(url))).not.toEqual([])
    await wall.press('ArrowRight')
    await wall.showing('deadlines')
    await wall.drawn()
    expect(await key.count()).toBe(0)
    await wall.press('ArrowLeft')
    await key.waitFor()
    await wall.drawn()
    expect(await wall.mapMarked()).toBe('the one')
    wall.seen.expectNoProblems()
  })

  it('turns by itself, and stands while it is paused', async () => {
    const wall = await open('rotate=30', { ownClock: true })
    await wall.showing('overview')
    await wall.later(31)
    await wall.showing('hotspots')
    await wall.press(' ')
    await wall.page.getByText('Paused').waitFor()
    await wall.later(120)
    await wall.showing('hotspots')
    await wall.press(' ')
    await wall.later(31)
    await wall.showing('escalation')
  })

  it('has a new ticket run along, by category and community and never by its text', async () => {
    const wall = await open('rotate=0')
    await wall.aged('fresh')
    await post({ id: 'wall-1', category: 'sanitation_household_waste', title: 'Mr Li at number 7' })
    expect(await wall.inTicker('wall-1')).toMatch(/^23:30 Household waste not collected · /)
    expect(await wall.page.locator('body').textContent()).not.toContain('Mr Li')
  })

  it('draws thousands of tickets at once no oftener than once a second', async () => {
    const wall = await open('rotate=0')
    await wall.aged('fresh')
    const rows = Array.from({ length: 3000 }, (_, at) => ({
      id: `burst-${at}`,
      category: 'sanitation_household_waste',
      reported_at: reportedAt,
    }))
    const drawings = await wall.drawings(async () => {
      const response = await fetch(`${server.url}/api/tickets`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: rows.map((row) => JSON.stringify(row)).join('\n'),
      })
      expect(response.status).toBe(201)
      await wall.inTicker('burst-2999')
    })
    expect(drawings).toBeLessThan(30)
    await wall.page.getByText('3,000 new in a minute').waitFor()
  })

  it('is interrupted by danger for a while, and then goes on where it was', async () => {
    const wall = await open('rotate=0&scene=deadlines', { ownClock: true })
    await wall.aged('fresh')
    await post({ id: 'wall-2', category: 'sanitation_household_waste', urgency: 'urgent' })
    await post({ id: 'wall-3', category: 'utilities_gas', urgency: 'danger' })
    await wall.showing('urgent')
    expect(await wall.title()).toMatch(/^Danger: .+, .+/)
    expect(await wall.inTicker('wall-2')).toContain('Urgent')
    await wall.later(31)
    await wall.showing('deadlines')
    await post({ id: 'wall-4', category: 'utilities_gas', urgency: 'danger' })
    expect(await wall.inTicker('wall-4')).toContain('Danger')
    // the scenes have the display for as long before the next
    await wall.showing('deadlines')
    await wall.later(31)
    await wall.showing('urgent')
    await wall.press('Escape')
    await wall.showing('deadlines')
  })

  it('keeps its last figures without a server, says how old they are, and goes on by itself', async () => {
    const wall = await open('rotate=0', { ownClock: true })
    await wall.aged('fresh')
    const before = await wall.title()
    const { port } = new URL(server.url)
    await server.stop()
    await wall.aged('late')
    expect(await wall.freshness()).toContain('connection lost')
    await wall.later(360)
    await wall.aged('old')
    expect(await wall.title()).toBe(before)
    await wall.press('4')
    await wall.showing('deadlines')
    server = await startServer({ database, flags: ['--port', port] })
    await post({ id: 'wall-5', category: 'sanitation_household_waste' })
    await wall.later(31)
    await wall.aged('fresh')
    await wall.inTicker('wall-5')
    await wall.filled()
  })

  it.each(['overview', 'escalation'])(
    'mends its map where the graphics are gone for good (%s)',
    async (scene) => {
      const wall = await open(`rotate=0&scene=${scene}`, { ownClock: true })
      await wall.drawn()
      await wall.mapMarked('old')
      await wall.loseGraphics()
      await wall.later(5)
      await wall.page.locator('canvas:not([data-mark])').waitFor()
      await wall.drawn()
      // a lost context is told on the console, once; a fault of ours would be uncaught
      expect(wall.seen.problems.filter((problem) => problem.startsWith('uncaught'))).toEqual([])
    },
  )

  it('draws a map wider than 4096 pixels sharply, and says where the text is too small for a distance', async () => {
    const wide = await open('rotate=0&distance=1', { viewport: { width: 7680, height: 2160 } })
    await wide.drawn()
    const { device, css } = await wide.canvas()
    expect(css).toBeGreaterThan(4096)
    expect(device).toBe(css)
    const far = await open('rotate=0&distance=40&theme=light')
    await far.page.getByText('This text is smaller than 40 m need').waitFor()
    expect((await far.texts()).filter(({ cut, under }) => cut || under !== null)).toEqual([])
    expect(await far.faults()).toEqual([])
  })
})
