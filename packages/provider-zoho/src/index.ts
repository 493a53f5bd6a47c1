export { type DataCenter, zohoDataCenters } from './data-centers.ts'
export { zoho } from './zoho.ts'
export type { ZohoOptions } from './zoho-options.ts'
