/** Of the map under the flows: ground and outlines, no names but the flows' own. */
export const flowGround: ReadonlySet<string> = new Set([
  'area-context',
  'basemap-ground',
  'basemap-lines',
  'area-outlines',
  'areas-choropleth',
])
