// Kept pictures of pages: small, of few colours, compared with a little tolerance.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import type { Page } from '../drivers/browser.ts'

const kept = fileURLToPath(new URL('./pictures', import.meta.url))
const seen = fileURLToPath(new URL('../../.grid/pictures', import.meta.url))

/** Width of a kept picture, pixels: enough to see a panel move, a colour change or a text break. */
const width = 400
/** Levels of each colour that are kept; what lies between costs bytes and says nothing. */
const levels = 8
/** Share of the pixels that may differ: letters are smoothed a little otherwise from one browser to the next. */
const tolerance = 0.006

/** What came of comparing a picture: null where it is as it was, else what is wrong. */
export async function unlike(page: Page, name: string): Promise<string | null> {
  const now = PNG.sync.read(await small(page))
  const file = join(kept, `${name}.png`)
  if (!existsSync(file)) {
    write(file, now)
    return `${name}: there was no picture, this one is kept from now on: look at it`
  }
  const before = PNG.sync.read(readFileSync(file))
  if (before.width !== now.width || before.height !== now.height) return `${name}: another size`
  const difference = new PNG({ width: now.width, height: now.height })
  // of two pixels that are one level apart nobody knows whether they differ
  const options = { threshold: 0.15 }
  const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, options)
  const share = pixels / (now.width * now.height)
  if (share <= tolerance) return null
  write(join(seen, `${name}.png`), now)
  write(join(seen, `${name}.difference.png`), difference)
  return `${name}: ${(share * 100).toFixed(1)} % of the pixels differ; see .grid/pictures`
}

/** The page as it is, made small by the browser, in few levels of colour. */
async function small(page: Page): Promise<Buffer> {
  const whole = await page.screenshot()
  const blank = await page.context().newPage()
  try {
    const text = await blank.evaluate(scaled, { bytes: whole.toString('base64'), width, levels })
    return Buffer.from(text, 'base64')
  } finally {
    await blank.close()
  }
}

/** Runs inside a page. */
async function scaled(picture: { bytes: string; width: number; levels: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(picture.bytes), (letter) => letter.charCodeAt(0))
  const whole = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const height = Math.round((whole.height * picture.width) / whole.width)
  const small = await createImageBitmap(whole, {
    resizeWidth: picture.width,
    resizeHeight: height,
    resizeQuality: 'high',
  })
  const canvas = new OffscreenCanvas(picture.width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(small, 0, 0)
  const image = context.getImageData(0, 0, picture.width, height)
  const step = 255 / (picture.levels - 1)
  image.data.forEach((value, at) => {
    image.data[at] = Math.round(Math.round(value / step) * step)
  })
  context.putImageData(image, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  const text = Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte))
  return btoa(text.join(''))
}

function write(file: string, picture: PNG): void {
  mkdirSync(dirname(file), { recursive: true })
  // without filters: that packs few flat colours best
  writeFileSync(
    file,
    PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 }),
  )
}

/** Width in CSS pixels of a line of Latin and Chinese letters as this machine draws them: pictures hold for one kind. */
export function letterWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const line = document.createElement('span')
    line.textContent = 'Handgloves 0123456789 网格中心'
    line.style.cssText = 'position:absolute;font-size:100px;white-space:nowrap;visibility:hidden'
    document.body.append(line)
    const { width } = line.getBoundingClientRect()
    line.remove()
    return width
  })
}
