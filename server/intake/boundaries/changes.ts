import type { AreaChange, AreaChangeKind } from '@grid/data/contract'
import { type DraftArea, sameArea } from '../areas/index.ts'
import { sameGround } from './meant.ts'
import type { Grounds, Shared } from './overlay.ts'

/** What becomes of each area, in the order of their codes; areas that stay what they are left out. */
export function changesOf(
  before: readonly DraftArea[],
  after: readonly DraftArea[],
  shared: readonly Shared[],
  grounds: Grounds,
): AreaChange[] {
  const earlier = new Map(before.map((area) => [area.code, area]))
  const later = new Map(after.map((area) => [area.code, area]))
  const codes = [...new Set([...earlier.keys(), ...later.keys()])].sort()
  const largest = (a: { share: number }, b: { share: number }) => b.share - a.share
  return codes.flatMap((code): AreaChange[] => {
    const [was, is] = [earlier.get(code), later.get(code)]
    const kinds = kindsOf(was, is)
    const area = is ?? was
    if (kinds.length === 0 || !area) return []
    const ground = (one: DraftArea | undefined) => (one?.geometry ? Math.round(grounds.metres(one)) : null)
    const own = shared.find(({ from, to }) => from === code && to === code)
    return [
      {
        code,
        name: area.name,
        level: area.level ?? '',
        kinds,
        nameBefore: kinds.includes('renamed') ? (was?.name ?? null) : null,
        parentBefore: was?.parent ?? null,
        parent: is?.parent ?? null,
        groundBefore: ground(was),
        ground: ground(is),
        kept: was?.geometry && is?.geometry ? (sameGround(was, is) ? 1 : rounded(own?.share ?? 0)) : null,
        to: shared
          .filter(({ from, to }) => from === code && to !== code)
          .map(({ to, share }) => ({ code: to, share: rounded(share) }))
          .sort(largest),
        from: shared
          .filter(({ from, to }) => to === code && from !== code)
          .map(({ from, share }) => ({ code: from, share: rounded(share) }))
          .sort(largest),
      },
    ]
  })
}

function kindsOf(was: DraftArea | undefined, is: DraftArea | undefined): AreaChangeKind[] {
  if (!was) return ['added']
  if (!is) return ['ended']
  if (sameArea(was, is)) return []
  const kinds: AreaChangeKind[] = []
  if (!sameGround(was, is)) kinds.push('outline')
  if (was.name !== is.name || was.nameEn !== is.nameEn) kinds.push('renamed')
  if (was.parent !== is.parent) kinds.push('moved')
  return kinds.length > 0 ? kinds : ['details']
}

function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4
}
