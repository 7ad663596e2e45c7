import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'
import { TimeStrip } from '../drivers/strip.ts'

describe.skipIf(!chromiumPath)('the strip of time', () => {
  const demo = servedDemo()
  const opened = async (path: string) => {
    const page = await demo.open(path)
    await page.drawn()
    const strip = new TimeStrip(page)
    return { page, strip }
  }

  it('shows what a dragged period has without asking, and what is let go is what was shown', async () => {
    const { page, strip } = await opened('/area/610117?measure=reported&tab=ranking')
    const cube = await strip.approach()
    expect(Number(cube.headers()['content-length'] ?? (await cube.body()).length)).toBeLessThan(1_000_000)
    const asked = page.seen.requests.length
    await strip.drag(0.3, 0.6)
    await strip.moment().waitFor()
    const held = {
      period: await strip.moment().textContent(),
      reported: await page.figure('Reported'),
      share: await page.figure('Proactive share'),
      ranking: await page.ranking(),
      sums: await page.rankingSums(),
      classes: await page.mapClasses(),
    }
    expect(strip.asked(asked)).toEqual([])
    await strip.letGo()
    expect(page.address).toMatch(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/)
    expect(await page.basis()).toContain(held.period ?? 'no period')
    expect({
      period: held.period,
      reported: await page.figure('Reported'),
      share: await page.figure('Proactive share'),
      ranking: await page.ranking(),
      sums: await page.rankingSums(),
      classes: await page.mapClasses(),
    }).toEqual(held)
    expect(strip.asked(asked).length).toBeGreaterThan(0)
    page.seen.expectNoProblems()
  })

  it('moves and sizes the period by keys; Escape takes a move back, and then the period out of the address', async () => {
    const { page, strip } = await opened('/area/610117?from=2026-03-01&to=2026-04-01')
    await strip.slider('The whole period').focus()
    await page.page.keyboard.down('ArrowRight')
    // once the counts are there it also names what it shows of them
    expect(await strip.moment().textContent()).toMatch(/^2 Mar – 1 Apr 2026/)
    await page.press('Escape')
    await page.page.keyboard.up('ArrowRight')
    await strip.rested()
    expect(page.address).toContain('from=2026-03-01&to=2026-04-01')
    await page.press('Shift+ArrowLeft')
    await strip.rested()
    expect(page.address).toContain('from=2026-02-22&to=2026-03-25')
    await strip.slider('Last day').focus()
    await page.press('End')
    await strip.rested()
    expect(page.address).toContain('from=2026-02-22&to=2026-07-01')
    await page.press('Escape')
    await page.showing('Gaoling District')
    await page.settled()
    expect(page.address).toBe('/area/610117')
  })

  it('plays without asking, by one scale, and the address has the period where it is stopped', async () => {
    const { page, strip } = await opened('/area/610117?from=2025-07-01&to=2025-07-08&measure=reported')
    await strip.approach()
    await strip.button('Play time').click()
    await strip.choose('Speed').selectOption('60')
    const asked = page.seen.requests.length
    await page.page.waitForFunction(() =>
      document.querySelector('[data-held="play"]')?.textContent?.includes('Sept 2025'),
    )
    expect(await page.legend().textContent()).toContain('One scale for all stretches of 7 days')
    const classes = (await page.mapClasses()).map((line) => line.split(' ')[0])
    await page.page.waitForFunction(() =>
      document.querySelector('[data-held="play"]')?.textContent?.includes('Oct 2025'),
    )
    expect((await page.mapClasses()).map((line) => line.split(' ')[0])).toEqual(classes)
    expect(strip.asked(asked)).toEqual([])
    await strip.slider('The whole period').focus()
    await page.press('Space')
    await strip.rested()
    const [, from = '', to = ''] = /from=(\S{10})&to=(\S{10})/.exec(page.address) ?? []
    expect(Date.parse(to) - Date.parse(from)).toBe(7 * 86_400_000)
    expect(from > '2025-09-20').toBe(true)
    page.seen.expectNoProblems()
  })

  it('plays what was reported where the measure is told of whole periods only, and says so', async () => {
    const { page, strip } = await opened('/area/610117?measure=overdue')
    await strip.approach()
    await strip.button('Play time').click()
    await strip.moment().waitFor()
    await page.page.waitForFunction(() => document.querySelector('[data-held="play"]') !== null)
    expect(await strip.box.textContent()).toContain('“Overdue” is told of whole periods only')
    expect(await page.legend().getByRole('heading').textContent()).toMatch(/^Reported/)
    await page.press('Escape')
    await strip.rested()
    expect(page.address).toBe('/area/610117?measure=overdue')
    expect(await page.accessibilityFaults()).toEqual([])
  })
})
