import { linkServer } from '../scripts/prepare.mjs'

/** Before any test: the server is run as it is now. */
export async function setup(): Promise<void> {
  await linkServer()
}
