/** Whether the long form is asked for (`npm run soak`); `npm test` runs a short one of everything. */
export const long = process.env.GRID_SOAK === 'long'
