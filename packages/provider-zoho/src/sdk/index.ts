export { type SdkStoreClass, zohoSdkStore } from './zoho-sdk-store.ts'
export { type SdkTokenClass, type ZohoSdkOptions, type ZohoSdkToken, zohoSdkToken } from './zoho-sdk-token.ts'
