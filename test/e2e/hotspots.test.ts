import { EmergingHotspots, Hotspots, RepeatPlaces } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'

/** The lifts of Yulong Community begin to fail in May 2026 (data/packs/gaoling). */
const may = 'from=2026-05-01&to=2026-06-01'
const lifts = `/area/610117?map=hotspots&tab=ranking&category=lifts&${may}`

describe.skipIf(!chromiumPath)('hot places on the map', () => {
  const demo = servedDemo()
  const { open } = demo
  const ask = async (path: string): Promise<unknown> => (await fetch(`${demo.url}/api/${path}`)).json()

  it('are the classes of the legend, counted as the server has them', async () => {
    const page = await open('/area/610117?tab=tickets')
    await page.showOnMap('Hotspots')
    expect(page.address).toBe('/area/610117?map=hotspots&tab=ranking')
    const answer = Hotspots.parse(await ask('hotspots?from=2026-06-01&to=2026-07-01'))
    const without = answer.cells.filter((cell) => cell.class === 'none' && cell.count === 0).length
    const n = (count: number) => `${count.toLocaleString('en-GB')} place${count === 1 ? '' : 's'}`
    const said = await page.mapClasses()
    expect(said).toContain(`Hot, 99 % ${n(answer.classes.hot99)}`)
    expect(said).toContain(`Not significant ${n(answer.classes.none - without)}`)
    expect(said).toContain(`No tickets ${n(without)}`)
    // a sentence first, then place by place, the hottest first
    expect(await page.told()).toContain(answer.verdict.text.en)
    const hottest = Math.max(...answer.cells.map(({ z }) => z ?? 0))
    expect((await page.spots())[0]).toContain(
      `${answer.cells.find(({ z }) => z === hottest)?.around} with its`,
    )
    page.seen.expectNoProblems()
    page.seen.expectOnlyOwnHost()
  })

  it('say why: the lifts of Yulong, for how long, and how they came about', async () => {
    const page = await open(lifts)
    expect((await page.spots())[0]).toContain('Yulong')
    await page.explainSpot('Yulong')
    const words = await page.explained()
    await page.seen.screenshot('hotspot-explained')
    expect(words).toMatch(
      /\d+ tickets? here in 31 days, \d+ with its \d neighbours where 0\.\d are usual: hot, 9\d % after correction, for \d+ weeks running, (mostly|all of them) Lift/,
    )
    // nothing of the kind before May: new in its last week, or consecutive
    expect(words).toMatch(/(New|Consecutive) hot spot/)
    expect(words).toMatch(/24 steps from .* to 31 May 2026: \d hot, 0 cold; the last is hot/)
    await page.page.getByText('How this is computed').click()
    expect(await page.explained()).toMatch(/z \(Gi\*\) \d+\.\d+ p < 0\.0001 p after correction/)
    page.seen.expectNoProblems()
  })

  it('come back from the address alone, class shown alone and place explained', async () => {
    const page = await open(lifts)
    await page
      .legend()
      .getByRole('button', { name: /^Hot, 99/ })
      .click()
    await page.explainSpot('Yulong')
    expect(page.address).toMatch(/only=hot99/)
    expect(page.address).toMatch(/spot=8/)
    const before = await page.explained()
    await page.page.reload()
    expect(await page.explained()).toBe(before)
    const line = page.legend().getByRole('button', { name: /^Hot, 99/ })
    expect(await line.getAttribute('aria-pressed')).toBe('true')
    await page.page.goBack()
    await page.page.locator('section[aria-labelledby="explained"]').waitFor({ state: 'detached' })
  })

  it('lead to their tickets, which the page then is about, and back', async () => {
    const page = await open(lifts)
    await page.explainSpot('Yulong')
    const count = Number(/List those here \((\d+) tickets?\)/.exec(await page.explained())?.[1])
    const spot = new URLSearchParams(page.address.split('?')[1]).get('spot')
    const { cells } = Hotspots.parse(await ask(`hotspots?category=lifts&${may}`))
    expect(count).toBe(cells.find(({ id }) => id === spot)?.count)
    await page.page.getByRole('button', { name: /^List those here/ }).click()
    await page.settled()
    expect(await page.figure('Reported')).toBe(`${count}tickets`)
    expect(page.address).toContain(`hexagon=${spot}`)
    // the places are still compared with all others
    expect((await page.mapClasses()).some((line) => /^No tickets 3,/.test(line))).toBe(true)
    await page.page.getByRole('button', { name: /Remove .*inside one cell/ }).click()
    await page.settled()
    expect(page.address).not.toContain('hexagon')
  })

  it('are walked through by keys, the hottest first, and explained by Enter', async () => {
    const page = await open(lifts)
    await page.spots()
    await page.drawn()
    await page.page.getByRole('listbox', { name: /^Hot and cold places on the map/ }).focus()
    expect(await page.page.locator('[data-map-tip]').textContent()).toContain('Hot, 99 %')
    await page.press('ArrowRight', 'Enter')
    expect(await page.explained()).toContain('Yulong')
    const focus = page.page.locator(':focus')
    expect(await focus.getAttribute('id')).toBe('explained')
  })

  it('are a table as well, all of them, in any order', async () => {
    const page = await open(`${lifts}&cell=community`)
    await page.spots()
    await page.page.getByRole('figure').getByRole('button', { name: 'Show as a table' }).click()
    const table = page.page.getByRole('region', { name: 'Hot and cold places as a table' })
    const answer = Hotspots.parse(await ask(`hotspots?cell=community&category=lifts&${may}`))
    expect(await table.getByRole('table').getAttribute('aria-rowcount')).toBe(String(answer.cells.length + 1))
    const first = table.locator('tbody tr:has(th)').first()
    expect(await first.textContent()).toMatch(/^Yulong.*Hot, 9\d %/)
    await table.getByRole('button', { name: 'Tickets', exact: true }).click()
    const most = Math.max(...answer.cells.map(({ count }) => count))
    expect(await first.locator('td').nth(1).textContent()).toBe(String(most))
  })

  it('are areas where these are asked for, by households unless by count', async () => {
    const page = await open(`/area/610117?map=hotspots&tab=ranking&cell=areas&level=community&${may}`)
    const byRate = Hotspots.parse(await ask(`hotspots?level=community&value=rate&${may}`))
    const hot = byRate.cells.filter((cell) => cell.class.startsWith('hot'))
    await page.drawn()
    expect((await page.spots()).filter((line) => line.includes('Hot'))).toHaveLength(hot.length)
    await page.page.getByRole('radiogroup', { name: 'What is compared' }).getByText('Count').click()
    await page.page.waitForURL(/per=count/)
    const byCount = Hotspots.parse(await ask(`hotspots?level=community&${may}`))
    const counted = byCount.cells.filter((cell) => cell.class.startsWith('hot'))
    expect((await page.spots()).filter((line) => line.includes('Hot'))).toHaveLength(counted.length)
  })

  it('say honestly when there is too little to say', async () => {
    const page = await open('/area/610117?map=hotspots&tab=ranking&from=2020-01-01&to=2020-02-01')
    const answer = Hotspots.parse(await ask('hotspots?from=2020-01-01&to=2020-02-01'))
    expect(answer.verdict.enough).toBe(false)
    expect(await page.told()).toContain(answer.verdict.text.en)
    expect(await page.spots()).toEqual([])
  })

  it('show how they came about, in seventeen classes of which those met are listed', async () => {
    const page = await open(`/area/610117?tab=ranking&from=2026-01-01&to=2026-07-01&map=emerging&step=week`)
    const answer = EmergingHotspots.parse(
      await ask('hotspots/emerging?from=2026-01-01&to=2026-07-01&step=week'),
    )
    await page.spots()
    const said = await page.mapClasses()
    const met = Object.entries(answer.classes).filter(([id, count]) => id !== 'none' && count > 0)
    expect(met.length).toBeGreaterThan(1)
    for (const [id, count] of met) {
      const name = `${id.charAt(0).toUpperCase()}${id.slice(1).replace(/_(hot|cold)/, ' $1 spot')}`
      expect(said).toContain(`${name} ${count} place${count === 1 ? '' : 's'}`)
    }
    await page.explainSpot('hot spot')
    expect(await page.explained()).toMatch(/2\d steps from/)
    page.seen.expectNoProblems()
  })

  it('show repeat places with what came back although it was closed as solved', async () => {
    const page = await open(`/area/610117?map=repeats&tab=ranking&${may}`)
    const answer = RepeatPlaces.parse(await ask(`repeats?${may}`))
    expect(await page.spots()).toHaveLength(answer.places.length)
    const lift = answer.places.find(({ category }) => category.startsWith('lifts'))
    expect(lift).toBeDefined()
    await page.explainSpot('Lift')
    const words = await page.explained()
    expect(words).toContain(`${lift?.count} tickets about “Lift`)
    expect(words).toMatch(/had been closed as solved/)
    const tickets = page.page.locator('section[aria-labelledby="explained"]').getByRole('link')
    expect(await tickets.count()).toBe(lift?.tickets.length)
    const [latest] = lift?.tickets.toReversed() ?? []
    await tickets.first().click()
    await page.page.waitForURL(new RegExp(`/ticket/${latest?.id}`))
    await page.page.goBack()
    expect(await page.explained()).toBe(words)
  })

  it.each([
    ['hotspots', 'en-GB', 'light'],
    ['emerging', 'zh-CN', 'dark'],
    ['repeats', 'en-GB', 'dark'],
    ['hotspots', 'zh-CN', 'light'],
  ])('have no fault that axe finds (%s, %s, %s)', async (map, locale, theme) => {
    const page = await open(
      `/area/610117?map=${map}&tab=ranking&theme=${theme}&from=2026-01-01&to=2026-06-01`,
      {
        locale,
      },
    )
    expect(await page.spots()).not.toEqual([])
    expect(await page.accessibilityFaults()).toEqual([])
    await page.explainSpot(/./)
    await page.explained()
    expect(await page.accessibilityFaults()).toEqual([])
  })

  it.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('fit a window of %i × %i', async (width, height) => {
    for (const locale of ['en-GB', 'zh-CN']) {
      const page = await open('/area/610117?map=emerging&tab=ranking&from=2026-01-01&to=2026-07-01', {
        viewport: { width, height },
        locale,
      })
      await page.spots()
      await page.drawn()
      expect(await page.overflow()).toEqual([])
      await page.seen.screenshot(`emerging-${width}-${locale}`)
    }
  })
})
