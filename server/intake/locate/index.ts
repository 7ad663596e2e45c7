export { AreaIndex, type Outline } from './area-index.ts'
export { AreaPlacer, levelCount, type PlacedArea, type Placing } from './place.ts'
export {
  type Box,
  type JudgedPoint,
  type PointFlag,
  PointJudge,
  pointFlags,
  reach,
  type ToWgs84,
} from './point.ts'
export { contains, flatten, type Rings, touches } from './rings.ts'
