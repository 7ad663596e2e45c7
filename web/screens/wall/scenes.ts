import type { AreaFeature, WallSettings } from '@grid/data/contract'

/** One picture of the display. */
export type WallScene =
  | { id: string; kind: 'overview' | 'hotspots' | 'escalation' | 'deadlines' }
  | { id: string; kind: 'area'; code: string }

/**
 * The scenes of a centre in their order. One for each of `areas`, where there are at least two to tell apart; of more than
 * the settings allow those with the most tickets, in the areas' own order.
 */
export function scenesOf(
  settings: Pick<WallSettings, 'scenes' | 'mostAreas'>,
  areas: readonly AreaFeature[],
  reported: ReadonlyMap<string, number>,
): WallScene[] {
  const most = new Set(
    areas
      .map(({ id }) => id)
      .toSorted((a, b) => (reported.get(b) ?? 0) - (reported.get(a) ?? 0))
      .slice(0, settings.mostAreas),
  )
  const scenes = settings.scenes.flatMap((kind): WallScene[] => {
    if (kind !== 'areas') return [{ id: kind, kind }]
    if (areas.length < 2) return []
    return areas
      .filter(({ id }) => most.has(id))
      .map(({ id }) => ({ id: `area-${id}`, kind: 'area', code: id }))
  })
  // a display of areas alone in a centre without areas would be empty
  return scenes.length > 0 ? scenes : [{ id: 'overview', kind: 'overview' }]
}

/** The scene so many steps on, round and round; the first where `id` is of none. */
export function sceneAfter(scenes: readonly WallScene[], id: string, steps: number): string {
  const at = scenes.findIndex((scene) => scene.id === id)
  const next = at < 0 ? 0 : (at + steps + scenes.length) % scenes.length
  return scenes[next]?.id ?? id
}
