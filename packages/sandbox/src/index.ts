export type { SandboxClock } from './clock.ts'
export { credentialId } from './credential-id.ts'
export type {
  ConnectionFault,
  EmptyFault,
  ErrorBodyFault,
  Fault,
  FaultPath,
  FaultTarget,
  GateFault,
  HtmlFault,
  LatencyFault,
  MissingRefreshTokenFault,
  StatusFault,
  ThrottledFault,
  WrongTypesFault,
} from './faults/fault.ts'
export type { FaultQueue, GateStatus, PendingFault } from './faults/fault-queue.ts'
export type { Sandbox, SandboxOptions } from './start-sandbox.ts'
export { startSandbox } from './start-sandbox.ts'
export type { Attempt, AttemptOutcome, GrantStats, SandboxStats, UndeliveredTokens } from './stats.ts'
export type { ConsentChoice } from './zalo/consent.ts'
export { demoApp } from './zalo/demo-app.ts'
export type { ZaloLifetimes } from './zalo/lifetimes.ts'
export type { ZaloApp, ZaloOa, ZaloOptions } from './zalo/options.ts'
export type { TokenPair } from './zalo/token-pairs.ts'
export type { ZaloEmulator } from './zalo/zalo-emulator.ts'
