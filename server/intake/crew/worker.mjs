// Workers do not inherit the loader that reads TypeScript: this one brings it.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
