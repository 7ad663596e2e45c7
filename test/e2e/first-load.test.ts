import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { Build, pages, thousands } from '../../scripts/first-load.ts'
import { chromiumPath } from '../drivers/browser.ts'
import { servedDemo } from '../drivers/demo.ts'

/** Where nobody logs in the page to do so leads away at once. */
const addresses = {
  wall: '/wall',
  area: '/area/610117',
  plan: '/plan',
  ticket: '/ticket/GL202407010001',
} as const

describe.skipIf(!chromiumPath)('what a page loads first', () => {
  const demo = servedDemo()
  let build: Build
  beforeAll(() => {
    build = new Build(fileURLToPath(new URL('../../web/dist', import.meta.url)))
  })
  const filesOf = (name: keyof typeof addresses) => {
    const page = pages[name]
    if (!page) throw new Error(`no budget for ${name}`)
    return new Set(build.filesOf(page).map(({ file }) => file))
  }

  it.each(Object.entries(addresses))('is what its budget counts: %s', async (name, address) => {
    const page = await demo.open(address)
    await page.drawn()
    // bytes as they came, and when the map stood
    const { bytes, drawn, files } = await page.page.evaluate(() => {
      const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'))
      return {
        bytes: loaded.reduce((sum, entry) => sum + Number(Object(entry).encodedBodySize), 0),
        drawn: Math.round(performance.now()),
        files: loaded.map(({ name }) => new URL(name).pathname.slice(1)),
      }
    })
    console.log(`${name}: ${files.length} files, ${thousands(bytes)}; drawn within ${drawn} ms`)
    const counted = filesOf(name as keyof typeof addresses)
    // the display draws flows in some of its scenes, and fetches what draws them with the first
    const later = /flowOverlay|webgl|luma|deck|lines-|gpu|attribute|buffer|array/
    expect(files.filter((file) => !counted.has(file) && !later.test(file))).toEqual([])
  })

  it('is nothing of the coordinator’s on the wall', async () => {
    const page = await demo.open('/wall')
    await page.drawn()
    const own = filesOf('wall')
    const others = [...filesOf('area'), ...filesOf('plan')].filter((file) => !own.has(file))
    expect(others.length).toBeGreaterThan(5)
    const asked = page.seen.requests.map((url) => new URL(url).pathname.slice(1))
    expect(asked.filter((file) => others.includes(file))).toEqual([])
  })
})
