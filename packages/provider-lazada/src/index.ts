export { lazada } from './lazada.ts'
export type { LazadaCountry, LazadaOptions } from './lazada-options.ts'
export { lazadaSign } from './signature.ts'
