import { describe, expect, it } from 'vitest'
import { readWallView, withScene } from './wall.ts'

describe('the address of the wall', () => {
  it('says scene, panel, distance, language, colours and time', () => {
    expect(readWallView('?scene=area-610117001&panel=98.5&distance=6&lang=zh&theme=light&rotate=0')).toEqual({
      scene: 'area-610117001',
      panel: 98.5,
      distance: 6,
      rotate: 0,
      lang: 'zh',
      theme: 'light',
    })
  })

  it('leaves to the settings what it does not say or nobody can mean', () => {
    const nothing = { scene: null, panel: null, distance: null, rotate: null, lang: null, theme: null }
    expect(readWallView('')).toEqual(nothing)
    expect(readWallView('?panel=-5&distance=far&rotate=1e9&lang=fr&theme=neon&other=1')).toEqual(nothing)
  })

  it('changes its scene and nothing else', () => {
    expect(withScene('?distance=6&scene=overview&token=a%20b', 'hotspots')).toBe(
      '?distance=6&scene=hotspots&token=a+b',
    )
  })
})
