import { calls } from './calls.ts'
import { config } from './config.ts'
import { connections } from './connections.ts'
import { coreCalls } from './core-calls.ts'
import { coreKeys } from './core-keys.ts'
import { coreLogin } from './core-login.ts'
import { coreRefresh } from './core-refresh.ts'
import { coreSettings } from './core-settings.ts'
import { coreStore } from './core-store.ts'
import { coreStoreCheck } from './core-store-check.ts'
import { coreStoreFailures } from './core-store-failures.ts'
import { doctor } from './doctor.ts'
import { exporting } from './export.ts'
import { general } from './general.ts'
import { helpCommands } from './help-commands.ts'
import { helpFrame } from './help-frame.ts'
import { importing } from './import.ts'
import { init } from './init.ts'
import { keys } from './keys.ts'
import { login } from './login.ts'
import { ownProviders } from './own-providers.ts'
import { providerLazada } from './provider-lazada.ts'
import { providerOauth2 } from './provider-oauth2.ts'
import { providerZaloOa } from './provider-zalo-oa.ts'
import { providerZalopay } from './provider-zalopay.ts'
import { providerZoho } from './provider-zoho.ts'
import { watching } from './watching.ts'

/** English template to Vietnamese text, with the same places for values. A test finds what is missing and what nobody says. */
export const vietnamese: Readonly<Record<string, string>> = {
  ...providerZoho,
  ...providerZalopay,
  ...providerZaloOa,
  ...providerOauth2,
  ...providerLazada,
  ...coreStoreFailures,
  ...coreStore,
  ...coreStoreCheck,
  ...coreRefresh,
  ...coreSettings,
  ...coreLogin,
  ...coreCalls,
  ...coreKeys,
  ...calls,
  ...config,
  ...connections,
  ...exporting,
  ...general,
  ...importing,
  ...login,
  ...ownProviders,
  ...helpCommands,
  ...helpFrame,
  ...watching,
  ...doctor,
  ...init,
  ...keys,
}
