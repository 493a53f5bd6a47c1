export type { Config, ProviderConfig, Value, ZaloOaConfig } from './config/config.ts'
export { defineConfig } from './config/define-config.ts'
