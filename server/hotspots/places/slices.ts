/** Longest a piece of work holds the process, in milliseconds: requests in between wait no longer. */
const slice = 12

/** Does something for each number below `count`, and lets others have their turn in between. */
export async function inSlices(count: number, work: (index: number) => void): Promise<void> {
  let began = performance.now()
  for (let index = 0; index < count; index++) {
    work(index)
    if (performance.now() - began < slice) continue
    await new Promise((resolve) => setImmediate(resolve))
    began = performance.now()
  }
}
