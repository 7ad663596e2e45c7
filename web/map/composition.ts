import { fontFamily, type Theme, tokens } from '../lib/tokens.ts'
import type { MapPicture } from './picture.ts'
import type { PictureLegend } from './pictureLegend.ts'

/** All that a picture of the map says, in the reader's words. */
export interface PictureWords {
  title: string
  subtitle: string
  legend: PictureLegend | undefined
  north: string
  /** filters, source, date of the data: a line each, broken where it is long */
  foot: readonly string[]
  /** a length on the ground, in metres */
  length: (metres: number) => string
}

const edge = 16
const line = 17

/**
 * The map with title, legend, scale, north and what it stands on, as one picture of `picture`'s sharpness: everything
 * is laid out in CSS pixels and drawn at the scale of the map's own dots.
 */
export function composed(picture: MapPicture, words: PictureWords, theme: Theme): HTMLCanvasElement {
  const { width, height } = picture
  const scale = picture.canvas.width / width
  const token = tokens[theme]
  const canvas = document.createElement('canvas')
  const pen = penOf(canvas)
  pen.font = `12px ${fontFamily}`
  const foot = words.foot.flatMap((text) => broken(pen, text, width - 2 * edge))
  const head = 62
  const total = head + height + 10 + foot.length * line + 10
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(total * scale)
  pen.scale(scale, scale)
  pen.fillStyle = token.panel
  pen.fillRect(0, 0, width, total)
  pen.textBaseline = 'alphabetic'
  text(pen, words.title, edge, 28, `600 19px ${fontFamily}`, token.ink, width - 2 * edge)
  text(pen, words.subtitle, edge, 49, `13px ${fontFamily}`, token.inkSoft, width - 2 * edge)
  pen.fillStyle = token.ground
  pen.fillRect(0, head, width, height)
  pen.drawImage(picture.canvas, 0, head, width, height)
  if (words.legend) legend(pen, words.legend, head + height - 10, theme)
  scaleBar(
    pen,
    words.length,
    picture.metresPerPixel,
    { right: width - 14, bottom: head + height - 14 },
    theme,
  )
  north(pen, words.north, width - 34, head + 14, theme)
  foot.forEach((said, at) => {
    text(pen, said, edge, head + height + 10 + (at + 0.75) * line, `12px ${fontFamily}`, token.inkSoft)
  })
  return canvas
}

type Pen = CanvasRenderingContext2D

function penOf(canvas: HTMLCanvasElement): Pen {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas to draw on')
  return pen
}

function text(
  pen: Pen,
  said: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  most?: number,
): void {
  pen.font = font
  pen.fillStyle = colour
  pen.fillText(said, x, y, most)
}

/** A text in lines no wider than `most`, broken between words, or between signs where a script has no blanks. */
function broken(pen: Pen, said: string, most: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const part of said.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []) {
    if (current !== '' && pen.measureText(current + part).width > most) {
      lines.push(current.trimEnd())
      current = ''
    }
    current += part
  }
  return current === '' ? lines : [...lines, current]
}

function panel(pen: Pen, x: number, y: number, width: number, height: number, theme: Theme): void {
  pen.fillStyle = tokens[theme].panel
  pen.strokeStyle = tokens[theme].line
  pen.lineWidth = 1
  pen.fillRect(x, y, width, height)
  pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
}

function legend(pen: Pen, { title, unit, rows }: PictureLegend, bottom: number, theme: Theme): void {
  const token = tokens[theme]
  pen.font = `600 12px ${fontFamily}`
  const named = pen.measureText(title).width
  pen.font = `12px ${fontFamily}`
  const widest = Math.max(...rows.map((row) => pen.measureText(row.text).width), 0)
  const counted = Math.max(...rows.map((row) => pen.measureText(String(row.count ?? '')).width), 0)
  const width = Math.max(named + pen.measureText(unit).width + 28, widest + counted + 30 + 40)
  const height = 30 + rows.length * 20
  const x = 10
  const y = bottom - height
  panel(pen, x, y, width, height, theme)
  text(pen, title, x + 10, y + 18, `600 12px ${fontFamily}`, token.ink)
  text(pen, unit, x + 16 + named, y + 18, `12px ${fontFamily}`, token.inkSoft)
  rows.forEach((row, at) => {
    const top = y + 27 + at * 20
    pen.fillStyle = row.colour ?? token.land
    pen.fillRect(x + 10, top, 22, 14)
    if (row.mark) marked(pen, row.mark, x + 10, top, token.ink)
    pen.strokeStyle = token.mapLine
    pen.strokeRect(x + 10.5, top + 0.5, 21, 13)
    text(pen, row.text, x + 40, top + 11.5, `12px ${fontFamily}`, token.ink)
    if (row.count !== null) {
      pen.textAlign = 'right'
      text(pen, String(row.count), x + width - 10, top + 11.5, `12px ${fontFamily}`, token.inkSoft)
      pen.textAlign = 'left'
    }
  })
}

function marked(pen: Pen, mark: 'hatch' | 'dots', x: number, y: number, ink: string): void {
  pen.save()
  pen.beginPath()
  pen.rect(x, y, 22, 14)
  pen.clip()
  pen.strokeStyle = ink
  pen.fillStyle = ink
  pen.beginPath()
  if (mark === 'hatch')
    for (let at = -14; at < 22; at += 6) {
      pen.moveTo(x + at, y + 14)
      pen.lineTo(x + at + 14, y)
    }
  pen.stroke()
  if (mark === 'dots')
    for (const at of [4, 11, 18]) {
      pen.beginPath()
      pen.arc(x + at, y + 7, 1.6, 0, 2 * Math.PI)
      pen.fill()
    }
  pen.restore()
}

/** The longest of 1, 2 and 5 times a power of ten that is no wider than a hundred pixels. */
function scaleBar(
  pen: Pen,
  length: (metres: number) => string,
  metresPerPixel: number,
  at: { right: number; bottom: number },
  theme: Theme,
): void {
  const most = metresPerPixel * 100
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((step) => step * power).find((size) => size <= most) ?? power
  const width = metres / metresPerPixel
  const said = length(metres)
  pen.font = `12px ${fontFamily}`
  const box = Math.max(width, pen.measureText(said).width) + 16
  panel(pen, at.right - box, at.bottom - 32, box, 32, theme)
  pen.strokeStyle = tokens[theme].ink
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.moveTo(at.right - 8 - width, at.bottom - 13)
  pen.lineTo(at.right - 8 - width, at.bottom - 7)
  pen.lineTo(at.right - 8, at.bottom - 7)
  pen.lineTo(at.right - 8, at.bottom - 13)
  pen.stroke()
  pen.textAlign = 'right'
  text(pen, said, at.right - 8, at.bottom - 17, `12px ${fontFamily}`, tokens[theme].ink)
  pen.textAlign = 'left'
}

/** The map is never turned: north is up. */
function north(pen: Pen, said: string, x: number, y: number, theme: Theme): void {
  panel(pen, x - 14, y - 6, 36, 48, theme)
  pen.fillStyle = tokens[theme].ink
  pen.beginPath()
  pen.moveTo(x + 4, y)
  pen.lineTo(x + 11, y + 20)
  pen.lineTo(x + 4, y + 15)
  pen.lineTo(x - 3, y + 20)
  pen.fill()
  pen.textAlign = 'center'
  text(pen, said, x + 4, y + 35, `600 12px ${fontFamily}`, tokens[theme].ink)
  pen.textAlign = 'left'
}
