/** Below so many cases a rate says little, and a change is not judged: what the API marks as a small number. */
export const fewest = 10
