export {
  useAccesses,
  useAccountChange,
  useNewAccount,
  useNewDisplay,
  useNewKey,
  useRevoking,
} from './admissions.ts'
export { type AreaIndex, compareCodes, indexAreas, isWithin } from './areaIndex.ts'
export { type Areas, type AreaTime, useAreas } from './areas.ts'
export { type AuditAsked, useAudit } from './audit.ts'
export { useBasemap } from './basemap.ts'
export { type BoundaryForm, movedFile, useBoundaryDeeds, useEditions } from './boundaries.ts'
export { OneVersionProvider, useCentre, useMeasures } from './centre.ts'
export {
  type ChecklistNumber,
  useChecklistAreas,
  useChecklists,
  useChecklistTickets,
  useMechanisms,
} from './checklists.ts'
export { asFailure, Failure } from './failure.ts'
export { useBreakdown, useMeasureByArea, useMonthsByArea, useSeries, useSummary } from './figures.ts'
export type { FileQuestion, LayerOptions } from './fileQuestion.ts'
export { fetchFile, fileAddress, tilesAddress } from './files.ts'
export {
  type FlowLink,
  type FlowMatrix,
  useFlowFront,
  useFlowHops,
  useFlowPaths,
  useFlowPingPong,
  useFlowProblems,
  useFlows,
  useFlowTickets,
  useFlowTimes,
  useFlowWhatIf,
} from './flows.ts'
export { type PlacesAsked, type StepAsked, useEmerging, useHotspots, useRepeats } from './hotspots.ts'
export {
  useLayerFile,
  useLayerSheet,
  useLayers,
  useMeasuresByArea,
} from './layers.ts'
export { LiveClient, type LiveNews, type LiveState } from './live.ts'
export { createQueryClient } from './queryClient.ts'
export { createStandingClient, useRenewal } from './renewal.ts'
export { changePassword, logIn, loginAddress, logOut, pageAfterLogin, useMay, useSession } from './session.ts'
export { logPageSize, useLongestOverdue, useTicket, useTicketLog, useTickets } from './tickets.ts'
export { useTimeSums } from './timecube.ts'
export { useRetry } from './useRetry.ts'
export { useFigures, useGroups, useLatestTickets } from './wall.ts'
export { useWarningDeed, useWarnings, type WarningDeed } from './warnings.ts'
