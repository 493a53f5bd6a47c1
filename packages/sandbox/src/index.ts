export type { SandboxClock } from './clock.ts'
export { credentialId } from './credential-id.ts'
export type {
  ConnectionFault,
  EmptyFault,
  ErrorBodyFault,
  Fault,
  FaultPath,
  FaultServer,
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
export type { OaConsentChoice } from './gateways/consent.ts'
export { demoShop } from './gateways/demo-shop.ts'
export type { GatewayEmulator } from './gateways/gateway-emulator.ts'
export type { OaConnection } from './gateways/oa-connections.ts'
export type {
  GatewayApp,
  GatewayOa,
  GatewayOptions,
  GatewayShop,
  InteritsOptions,
} from './gateways/options.ts'
export type { TokenLifetimes } from './lifetimes.ts'
export type { ReplyMeaning } from './reply.ts'
export { type SandboxUrls, sandboxUrls } from './sandbox-urls.ts'
export type { StandardChoice } from './standard/consent.ts'
export type { StandardAccount, StandardApp, StandardOptions } from './standard/options.ts'
export type { StandardServerName, StandardServerUrls } from './standard/server-names.ts'
export type { StandardEmulator } from './standard/standard-emulator.ts'
export { standardDemoApps, standardServersAt } from './standard/standard-servers.ts'
export type { Sandbox, SandboxOptions } from './start-sandbox.ts'
export { startSandbox } from './start-sandbox.ts'
export type { Attempt, AttemptOutcome, GrantStats, SandboxStats, UndeliveredTokens } from './stats.ts'
export type { ChainTokens } from './token-chains.ts'
export type { ConsentChoice } from './zalo/consent.ts'
export { demoApp } from './zalo/demo-app.ts'
export type { SentMessage } from './zalo/messages.ts'
export type { ZaloApp, ZaloOa, ZaloOptions } from './zalo/options.ts'
export type { TokenPair } from './zalo/token-pairs.ts'
export type { ZaloEmulator } from './zalo/zalo-emulator.ts'
export { demoSocialApp } from './zalo-social/demo-social-app.ts'
export type { LoginChoice } from './zalo-social/login.ts'
export type { ZaloSocialApp, ZaloSocialOptions, ZaloUser } from './zalo-social/options.ts'
export type { ZaloSocialEmulator } from './zalo-social/social-emulator.ts'
export { demoZaloPayApp } from './zalopay/demo-zalopay-app.ts'
export type { OauthCodeAnswer, OauthCodeChoice, OauthCodeRequest } from './zalopay/mini-app-sdk.ts'
export type { ZaloPayApp, ZaloPayOptions, ZaloPayPermission, ZaloPayUser } from './zalopay/options.ts'
export type { ZaloPayError, ZaloPayRefusal } from './zalopay/refusals.ts'
export type { ZaloPayEmulator } from './zalopay/zalopay-emulator.ts'
export type { ZohoChoice } from './zoho/choice.ts'
export type { ZohoDataCentre } from './zoho/data-centres.ts'
export { demoZohoClient, demoZohoUsers } from './zoho/demo.ts'
export type { ZohoClient, ZohoOptions, ZohoUser } from './zoho/options.ts'
export type { ZohoLifetimes } from './zoho/settings/lifetimes.ts'
export type { ZohoLimits } from './zoho/settings/limits.ts'
export type { ZohoQuirks } from './zoho/settings/quirks.ts'
export type { ZohoEmulator, ZohoGrantOptions, ZohoOwner, ZohoTokens } from './zoho/zoho-emulator.ts'
