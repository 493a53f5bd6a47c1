export { zaloOa } from './zalo-oa.ts'
export type { ZaloOaOptions } from './zalo-oa-options.ts'
