// A Vendure shop on loopback: node server.mjs PORT DATABASE HOOK_URL HOOK_SECRET. Prints READY once it answers.
import { existsSync } from 'node:fs';
import { bootstrap, DefaultLogger, dummyPaymentHandler, LogLevel } from '@vendure/core';
import { LapakHooks } from './hooks.mjs';
import { PicturesInMemory, sameAsUploaded } from './pictures.mjs';
import { seed } from './seed.mjs';

const [port, database, url, secret] = process.argv.slice(2);
LapakHooks.options = { url, secret };
const isNew = !existsSync(database);
const app = await bootstrap({
  apiOptions: { hostname: '127.0.0.1', port: Number(port), cors: false },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    sessionCacheTTL: 0,
    superadminCredentials: { identifier: 'owner', password: 'rahasia-sekali' },
  },
  defaultChannelToken: 'kopi-shop',
  dbConnectionOptions: { type: 'better-sqlite3', database, synchronize: true },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  assetOptions: { assetStorageStrategy: new PicturesInMemory(), assetPreviewStrategy: sameAsUploaded },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  plugins: [LapakHooks],
});
if (isNew) await seed(app);
console.log('READY');
