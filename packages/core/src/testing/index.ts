export { cipherContract } from './cipher-contract.ts'
export { type FakeClock, fakeClock } from './fake-clock.ts'
export { type Check, plainRunner } from './plain-runner.ts'
export { providerContract } from './provider-contract.ts'
export type { ProviderSubject } from './provider-driver.ts'
export type {
  ExpectedOutcome,
  ProviderRecordings,
  RecordedAnswer,
  RecordedIdentity,
  ServedAnswer,
  TokenFields,
} from './provider-recordings.ts'
export type { TestRunner } from './store-contract/contract-context.ts'
export { type StoreHarness, storeContract } from './store-contract.ts'
export type { Expectation, Matchers, TestFunctions } from './test-functions.ts'
