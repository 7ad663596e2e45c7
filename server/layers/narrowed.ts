import { judge } from './condition/index.ts'
import type { Feature, LayerQuestion, OpenLayer, Page } from './layer.ts'

/** The features of an answer that meet the question's condition, a page of them where one is asked for. */
export async function narrowed(open: OpenLayer, { condition }: LayerQuestion): Promise<OpenLayer> {
  const { description } = open
  if (!condition) return { description, features: (page) => paged(open.features(), page) }
  const holds = judge(description.properties, description.timeZone)
  async function* meeting(): AsyncGenerator<readonly Feature[]> {
    for await (const batch of open.features())
      yield batch.filter((feature) => holds(condition!, feature) === true)
  }
  let features = 0
  for await (const batch of meeting()) features += batch.length
  return { description: { ...description, features }, features: (page) => paged(meeting(), page) }
}

async function* paged(
  batches: AsyncGenerator<readonly Feature[]>,
  page: Page | undefined,
): AsyncGenerator<readonly Feature[]> {
  if (!page) return yield* batches
  let at = 0
  for await (const batch of batches) {
    const shown = batch.slice(Math.max(0, page.skip - at), Math.max(0, page.skip + page.take - at))
    at += batch.length
    if (shown.length > 0) yield shown
    if (at >= page.skip + page.take) return
  }
}
