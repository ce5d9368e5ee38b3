// A new shop in Indonesia: one way to ship, one to pay, prices with tax included, and what it sells.
import { ChannelService, Importer, Populator, RequestContextService } from '@vendure/core';

const SHOP = {
  defaultLanguage: 'en',
  defaultZone: 'Asia',
  countries: [{ code: 'ID', name: 'Indonesia', zone: 'Asia' }],
  taxRates: [{ name: 'Standard Tax', percentage: 11 }],
  shippingMethods: [{ name: 'Courier', price: 1000000 }],
  paymentMethods: [
    { name: 'Paid', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] } },
    { name: 'Held', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] } },
  ],
  collections: [],
};

// Prices are in Rupiah; Vendure keeps two decimals of them.
const PRODUCTS = `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Kopi Gayo,kopi-gayo,Arabika,,,Berat,250 g,KG-250,85000,Standard Tax,12,true,,
,,,,,,1 kg,KG-1000,310000,Standard Tax,3,true,,
Teh Melati,teh-melati,,,,,,TM-50,12500,Standard Tax,40,true,,
Kartu Ucapan,kartu-ucapan,,,,,,KU-1,5000,Standard Tax,0,false,,
`;

export async function seed(app) {
  await app.get(Populator).populateInitialData(SHOP);
  const context = () => app.get(RequestContextService).create({ apiType: 'admin', languageCode: 'en' });
  const before = await context();
  await app.get(ChannelService).update(before, {
    id: before.channelId,
    defaultCurrencyCode: 'IDR',
    availableCurrencyCodes: ['IDR', 'SGD'],
    pricesIncludeTax: true,
  });
  await app.get(Importer).parseAndImport(PRODUCTS, await context(), false).forEach(() => {});
}
