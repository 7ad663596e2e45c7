/** What the graphics of this browser can do for the map; null where it cannot draw one at all. */
export interface Graphics {
  /** widest and tallest canvas, in device pixels */
  largest: number
}

/** 8K and beyond: a wall of 7680 × 2160 is one canvas; the map library alone would stop at 4096. */
const wanted = 16_384

/** Device pixels to a CSS pixel, capped: beyond two the eye gains nothing and the fill rate pays double. */
export const mostPixels = 2

/** Asks for a context once and gives it back; the map library would only throw. */
export function probeGraphics(): Graphics | null {
  const canvas = document.createElement('canvas')
  try {
    const gl = canvas.getContext('webgl2')
    if (!gl) return null
    const size = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE))
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    return { largest: Math.min(size > 0 ? size : 4096, wanted) }
  } catch {
    return null
  }
}

/** Whether the reader asked for less movement. */
export function prefersStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** The pixel ratio to draw at now. */
export function pixelRatio(): number {
  return Math.min(devicePixelRatio, mostPixels)
}
