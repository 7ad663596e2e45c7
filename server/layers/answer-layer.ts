import type { LayerDescription, LayerProperty, Suppression } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { ProblemError } from '../problems.ts'
import { boxOfAll } from './box.ts'
import { described } from './described.ts'
import type { Geometry, Layer, LayerFace, LayerQuestion, Value } from './layer.ts'
import { narrowed } from './narrowed.ts'

/** A property of a row, and how it is read. */
export interface RowProperty<Row> extends LayerProperty {
  read(row: Row): Value
}

/** Rows of an answer that a room gives whole, and what it says of them. */
export interface Answer<Row> {
  rows: readonly Row[]
  notes?: LayerDescription['notes']
  suppression?: Suppression
}

/** A layer made of an answer that a room gives whole. */
export interface AnswerLayer<Row> extends LayerFace {
  properties: readonly RowProperty<Row>[]
  idOf(row: Row): string
  placeOf(row: Row): Geometry | null
  ask(asking: Asking, question: LayerQuestion): Promise<Answer<Row>>
  /** as anybody may have it; refused where absent */
  askPublic?(asking: Asking, question: LayerQuestion): Promise<Answer<Row>>
}

/** The layer of such an answer; 403 where a public file of it is asked for and there can be none. */
export function answerLayer<Row>(layer: AnswerLayer<Row>): Layer {
  const { properties, idOf, placeOf, ask, askPublic, ...face } = layer
  return {
    ...face,
    properties: async () => properties.map(({ read: _, ...property }) => property),
    open: async (asking, question) => {
      if (question.profile === 'public' && !askPublic)
        throw new ProblemError(
          403,
          `There is no public file of ${face.id}: it tells of few tickets at a time.`,
          [{ parameter: 'profile', detail: 'is internal for this layer' }],
        )
      const { rows, ...said } = await (question.profile === 'public' && askPublic ? askPublic : ask)(
        asking,
        question,
      )
      const features = rows.map((row) => ({
        id: idOf(row),
        geometry: placeOf(row),
        values: properties.map(({ read }) => read(row)),
      }))
      const open = {
        description: described(asking, face, question, {
          features: features.length,
          bbox: boxOfAll(features.flatMap(({ geometry }) => (geometry ? [geometry] : []))),
          properties: properties.map(({ read: _, ...property }) => property),
          ...said,
        }),
        features: async function* () {
          yield features
        },
      }
      return await narrowed(open, question)
    },
  }
}
