export type {
  Config,
  DeclaredConfig,
  OwnModuleConfig,
  ProviderConfig,
  Value,
  ZaloOaConfig,
} from './config/config.ts'
export { defineConfig } from './config/define-config.ts'
