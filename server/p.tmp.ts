import { openStore } from './store/index.ts'
import { centreOf, presentOf } from './centre/index.ts'
import { completeTickets } from './intake/index.ts'
import { hotspots, emerging } from './hotspots/index.ts'
const store = await openStore({ file: process.argv[2]! })
let t = performance.now()
console.log('completed', await completeTickets(store), (performance.now() - t).toFixed())
const centre = await centreOf(store)
const asking = { store, centre, caller: { role: 'administrator', scope: 'all', freeText: true } as const, present: presentOf(centre, 0) }
for (const cell of ['9', '10'] as const)
  for (let i = 0; i < 5; i++) {
    t = performance.now()
    const a = await hotspots(asking, { cell, neighbours: { by: 'rings', rings: 1 }, value: 'count', boundaries: false }, {})
    const t1 = performance.now()
    const s = JSON.stringify(a)
    const t2 = performance.now()
    const e = await emerging(asking, { cell, neighbours: { by: 'rings', rings: 1 }, stepsBack: 1, confidence: 90, boundaries: false }, {})
    const t3 = performance.now()
    const s2 = JSON.stringify(e)
    console.log(cell, a.cells.length, a.tickets, (t1 - t).toFixed(), 'json', (t2 - t1).toFixed(), s.length, 'emerging', (t3 - t2).toFixed(), e.bins.length, 'json', (performance.now() - t3).toFixed(), s2.length)
  }
await store.close()
