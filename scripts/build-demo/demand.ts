/** How the tickets of a category arise: what the generator needs beyond the pack's own words. */
export interface Demand {
  /** tickets of an ordinary month, in parts of the whole */
  weight: number
  season: SeasonId
  hours: HoursId
  /** at a home (block, stairs) or at a spot in the open */
  at: 'home' | 'spot'
  /** as often in a village as in a community of the same households, 0 to 1 and above */
  rural: number
  /** how readily a grid worker sees it on the round, 0 to 1 */
  seen: number
  /** how readily a sensor reports it, 0 to 1 */
  sensed: number
  urgent: number
  danger: number
}

export type SeasonId =
  | 'even'
  | 'heating'
  | 'rain'
  | 'water'
  | 'summer_nights'
  | 'growth'
  | 'warm'
  | 'building'
export type HoursId = 'day' | 'evening' | 'night' | 'market' | 'any'

type Row = [
  weight: number,
  season: SeasonId,
  hours: HoursId,
  at: 'home' | 'spot',
  rural: number,
  seen: number,
  sensed: number,
  urgent: number,
  danger: number,
]

const rows: Record<string, Row> = {
  sanitation_household_waste: [7, 'warm', 'day', 'spot', 1.2, 1, 0.2, 0.02, 0],
  sanitation_scattered_garbage: [7, 'warm', 'day', 'spot', 1.2, 1, 0.1, 0.01, 0],
  sanitation_dirty_environment: [5, 'warm', 'day', 'spot', 1.1, 0.9, 0, 0.01, 0],
  sanitation_construction_waste: [3, 'building', 'day', 'spot', 0.7, 0.8, 0, 0.01, 0],
  sanitation_public_toilet: [1, 'warm', 'day', 'spot', 1, 0.6, 0, 0.01, 0],
  utilities_water_supply: [4, 'water', 'evening', 'home', 0.8, 0.05, 0.3, 0.25, 0],
  utilities_drainage: [4, 'rain', 'any', 'spot', 0.7, 0.3, 0.6, 0.25, 0],
  utilities_electricity: [2.5, 'water', 'evening', 'home', 0.9, 0.05, 0.2, 0.2, 0.01],
  utilities_gas: [1, 'even', 'evening', 'home', 0.4, 0.05, 0.1, 0.2, 0],
  utilities_heating: [4, 'heating', 'evening', 'home', 0.02, 0.02, 0.25, 0.15, 0],
  lifts_breakdown: [3, 'even', 'any', 'home', 0, 0.2, 0.6, 0.2, 0],
  lifts_trapped: [0.4, 'even', 'any', 'home', 0, 0.02, 0.6, 0, 0.95],
  lifts_inspection: [0.6, 'even', 'day', 'home', 0, 0.7, 0, 0, 0],
  building_roof_leak: [2, 'rain', 'day', 'home', 0.6, 0.05, 0, 0.05, 0],
  building_stairs_lighting: [4, 'even', 'evening', 'home', 0.1, 0.8, 0.05, 0.01, 0],
  building_stairs_damage: [2.5, 'even', 'day', 'home', 0.4, 0.7, 0, 0.08, 0],
  building_stairs_clutter: [5, 'even', 'day', 'home', 0.15, 0.9, 0, 0.02, 0],
  building_facade: [1, 'rain', 'day', 'home', 0.2, 0.4, 0, 0.35, 0.3],
  building_flooding: [1.5, 'rain', 'any', 'home', 0.4, 0.2, 0.4, 0.3, 0.02],
  roads_pothole: [3, 'rain', 'day', 'spot', 1.2, 0.7, 0, 0.06, 0],
  roads_manhole: [2, 'rain', 'any', 'spot', 0.6, 0.7, 0.4, 0.35, 0.2],
  roads_streetlight: [2.5, 'even', 'evening', 'spot', 1.3, 0.5, 0.3, 0.01, 0],
  roads_village_lane: [2, 'rain', 'day', 'spot', 2.4, 0.5, 0, 0.02, 0],
  parking_disorder: [5, 'even', 'evening', 'spot', 0.2, 0.4, 0.05, 0, 0],
  parking_fire_lane: [2, 'even', 'evening', 'spot', 0.1, 0.8, 0.4, 0.25, 0],
  parking_ebike: [4, 'even', 'evening', 'home', 0.15, 0.8, 0.3, 0.1, 0],
  parking_road: [2, 'even', 'market', 'spot', 0.6, 0.2, 0.3, 0, 0],
  noise_fumes_construction: [3, 'summer_nights', 'night', 'spot', 0.3, 0.05, 0.3, 0.04, 0],
  noise_fumes_night_trade: [3, 'summer_nights', 'night', 'spot', 0.2, 0.1, 0.1, 0.02, 0],
  noise_fumes_neighbours: [3, 'summer_nights', 'night', 'home', 0.2, 0.02, 0, 0.01, 0],
  noise_fumes_cooking: [2, 'summer_nights', 'evening', 'spot', 0.2, 0.2, 0.3, 0, 0],
  property_service: [4, 'even', 'day', 'home', 0.02, 0.15, 0, 0.01, 0],
  property_fees: [2, 'even', 'day', 'home', 0.02, 0.02, 0, 0, 0],
  property_withdrawal: [0.15, 'even', 'day', 'home', 0, 0.2, 0, 0.2, 0],
  property_maintenance_fund: [0.8, 'even', 'day', 'home', 0, 0.02, 0, 0, 0],
  greenery_fallen_tree: [1.2, 'rain', 'any', 'spot', 1, 0.6, 0, 0.3, 0.05],
  greenery_overgrown: [1.5, 'growth', 'day', 'spot', 0.5, 0.4, 0, 0, 0],
  greenery_damage: [1.5, 'growth', 'day', 'spot', 0.1, 0.8, 0, 0, 0],
  public_safety_fire_hazard: [2.5, 'even', 'day', 'home', 0.6, 1, 0.3, 0.2, 0.02],
  public_safety_gas_smell: [0.5, 'even', 'any', 'home', 0.3, 0.05, 0.8, 0, 0.97],
  public_safety_dogs: [1.5, 'warm', 'evening', 'spot', 0.9, 0.3, 0, 0.05, 0],
  public_safety_wires: [1, 'rain', 'day', 'spot', 0.9, 0.7, 0, 0.2, 0.02],
  street_order_stalls: [4, 'warm', 'market', 'spot', 0.3, 0.9, 0.2, 0, 0],
  street_order_shopfront: [3, 'warm', 'market', 'spot', 0.2, 0.9, 0.1, 0, 0],
  street_order_small_ads: [3, 'even', 'day', 'home', 0.2, 1, 0, 0, 0],
  other_dispute: [2, 'even', 'day', 'home', 0.8, 0.3, 0, 0.01, 0],
  other_consultation: [2, 'even', 'day', 'home', 0.9, 0, 0, 0, 0],
  other_misc: [1, 'even', 'day', 'home', 1, 0.2, 0, 0, 0],
}

/** Every category that tickets name, with its demand, in one fixed order. */
export const demands: readonly (Demand & { category: string })[] = Object.entries(rows).map(
  ([category, [weight, season, hours, at, rural, seen, sensed, urgent, danger]]) => ({
    category,
    weight,
    season,
    hours,
    at,
    rural,
    seen,
    sensed,
    urgent,
    danger,
  }),
)

const byCategory = new Map(demands.map((demand) => [demand.category, demand]))

/** The demand of a category; throws for one that is not made. */
export function demandOf(category: string): Demand {
  const demand = byCategory.get(category)
  if (!demand) throw new Error(`no demand for ${category}`)
  return demand
}
