import { Id } from '@grid/data/contract'
import { z } from 'zod'
import type { Lang } from '../lib/lang.ts'
import type { Theme } from '../lib/tokens.ts'
import { type Codec, one } from './codec.ts'

/** The view of the control-room display; null where the centre's own settings count. */
export interface WallView {
  /** id of the scene that is shown, or begun with */
  scene: string | null
  /** diagonal of the whole picture, inches */
  panel: number | null
  /** metres to the farthest viewer */
  distance: number | null
  /** seconds to a scene; 0 stands still */
  rotate: number | null
  lang: Lang | null
  theme: Theme | null
}

/** A decimal number within bounds. */
function number(from: number, to: number): Codec<number | null> {
  const text = one(
    z
      .string()
      .regex(/^\d{1,5}(\.\d{1,3})?$/)
      .refine((written) => Number(written) >= from && Number(written) <= to),
  )
  return {
    default: null,
    decode: (raw) => {
      const { value, bad } = text.decode(raw)
      return { value: value === null ? null : Number(value), bad }
    },
    encode: (value) => (value === null ? [] : [String(value)]),
  }
}

const codecs: { [Key in keyof WallView]: Codec<WallView[Key]> } = {
  scene: one(Id),
  panel: number(5, 2000),
  distance: number(0.3, 100),
  rotate: number(0, 3600),
  lang: one(z.enum(['zh', 'en'])),
  theme: one(z.enum(['light', 'dark'])),
}

/** What an address asks for; what cannot be understood is left to the centre's settings: nobody is there to read a note. */
export function readWallView(search: string): WallView {
  const raw = new URLSearchParams(search)
  const read = <T>(key: string, codec: Codec<T>) => codec.decode(raw.getAll(key)).value
  return {
    scene: read('scene', codecs.scene),
    panel: read('panel', codecs.panel),
    distance: read('distance', codecs.distance),
    rotate: read('rotate', codecs.rotate),
    lang: read('lang', codecs.lang),
    theme: read('theme', codecs.theme),
  }
}

/** The query of the same address with another scene; all else in it is kept as it was written. */
export function withScene(search: string, scene: string): string {
  const raw = new URLSearchParams(search)
  raw.set('scene', scene)
  return `?${raw.toString()}`
}
