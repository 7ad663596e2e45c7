/** The picture that is read: its size in CSS pixels, its diagonal in inches, and metres to the farthest viewer. */
export interface Picture {
  width: number
  height: number
  panel: number
  distance: number
}

/** Height of a character that is seen under 16 minutes of arc from one metre: 2 tan(8′) metres, in millimetres. */
const mmPerMetre = 4.65
/** What a Chinese character fills of its square, by which the size of a font is measured. */
const face = 0.9
const mmPerInch = 25.4
/** Least room that the display is laid out for, in units of its smallest text. */
const room = { wide: 50, high: 24 }

/**
 * The font size in CSS pixels of the smallest text that can be read from the farthest place: 48 px for a 75-inch 4K panel
 * at 4 m. `enough` is false where so large a text leaves no room for the display; then it is as large as it can be.
 */
export function textSize({ width, height, panel, distance }: Picture): { pixels: number; enough: boolean } {
  const pixelsPerMm = Math.hypot(width, height) / (panel * mmPerInch)
  const needed = (mmPerMetre * distance * pixelsPerMm) / face
  const most = Math.min(width / room.wide, height / room.high)
  return { pixels: Math.min(needed, most), enough: needed <= most }
}
