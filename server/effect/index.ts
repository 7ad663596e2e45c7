export { type EffectQuestion, effect } from './effect.ts'
