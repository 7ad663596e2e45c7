import type { Filter, Mechanisms } from '@grid/data/contract'
import { type Asking, basisOf } from '../filter/index.ts'
import { type Catalogue, entryOf, knownOf, summary } from '../measures/index.ts'

/** Each mechanism of the pack with the figures of its measures; those that the catalogue lacks are named. */
export async function mechanisms(asking: Asking, offered: Catalogue, filter: Filter): Promise<Mechanisms> {
  const { centre } = asking
  const named = new Set(centre.pack.mechanisms.flatMap((mechanism) => mechanism.measures))
  const measures = [...named].flatMap((id) => offered.withId(id) ?? [])
  const known = await knownOf(asking)
  const answer = await summary(asking, measures, filter)
  const figures = new Map(answer.measures.map(({ id, ...figure }) => [id, figure]))
  return {
    ...basisOf(asking, filter),
    mechanisms: centre.pack.mechanisms.map((mechanism) => ({
      id: mechanism.id,
      name: mechanism.name,
      figures: [...new Set(mechanism.measures)].flatMap((id) => {
        const measure = offered.withId(id)
        const figure = figures.get(id)
        return measure && figure ? [{ ...figure, measure: entryOf(measure, known) }] : []
      }),
      notAvailable: [...new Set(mechanism.measures)].filter((id) => !offered.withId(id)),
    })),
    reason: centre.pack.mechanisms.length > 0 ? null : noMechanisms,
  }
}

const noMechanisms = {
  en: 'The pack of this centre names no mechanisms.',
  zh: '该中心的配置包没有设定机制。',
}
