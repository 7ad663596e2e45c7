import type { FeatureCollection, Polygon } from 'geojson'
import { communityFaces } from './communities.ts'
import { dissolve } from './dissolve.ts'
import { features } from './features.ts'
import { grids } from './grids.ts'
import { land } from './land.ts'
import { people } from './people.ts'
import { riverFeature } from './rivers.ts'
import { communities } from './source.ts'

/**
 * The areas of the Gaoling demo and its basemap. Names and codes of the district, streets and communities and the
 * outline are real; every boundary inside the outline, every grid, and the households and people of all but the
 * district are made. The same bytes on every run.
 */
export function buildAreas(): {
  areas: FeatureCollection<Polygon>
  basemap: FeatureCollection
} {
  const ground = land()
  const peopled = people(communities)
  const cut = grids(
    peopled,
    dissolve(communityFaces(ground, peopled), (code) => code),
  )
  return {
    areas: { type: 'FeatureCollection', features: features(peopled, cut.grids, cut.faces) },
    basemap: {
      type: 'FeatureCollection',
      features: [riverFeature('Wei River', ground.wei), riverFeature('Jing River', ground.jing)],
    },
  }
}
