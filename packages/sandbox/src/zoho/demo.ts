import type { ZohoClient, ZohoUser } from './options.ts'

/** A client to try things with: registered in the United States, switched on everywhere. */
export const demoZohoClient: ZohoClient = {
  clientId: '1000.SANDBOXDEMOCLIENT0000000000000',
  clientSecret: 'sandbox-secret-not-a-real-one',
  redirectUris: ['http://127.0.0.1:8910/callback'],
}

/** Three accounts: the first in the client's own data centre, the others in two more. */
export const demoZohoUsers: ZohoUser[] = [
  {
    zuid: '640101001',
    email: 'an@example.com',
    firstName: 'An',
    lastName: 'Nguyễn',
    dataCentre: 'us',
    orgId: '640202001',
    orgName: 'Tiệm Bánh Mì Cô Ba',
  },
  {
    zuid: '20080102002',
    email: 'clara@example.eu',
    firstName: 'Clara',
    lastName: 'Weiß',
    dataCentre: 'eu',
    orgId: '20080203002',
    orgName: 'Bäckerei Weiß',
  },
  {
    zuid: '60010103003',
    email: 'ravi@example.in',
    firstName: 'Ravi',
    lastName: 'Kumar',
    dataCentre: 'in',
    orgId: '60010204003',
    orgName: 'Kumar Tea House',
  },
]

/** What the demo client asks for where nothing else is said: enough for every API that is emulated. */
export const demoScopes = [
  'ZohoCRM.org.READ',
  'ZohoCRM.users.READ',
  'ZohoCRM.modules.ALL',
  'ZohoBooks.settings.READ',
  'Desk.basic.READ',
  'ZohoMail.accounts.READ',
  'AaaServer.profile.READ',
]
