// WooCommerce's own library, told what to ask: prints one answer for each call, with the headers of lists.
// Started with: node woocommerce_judge.mjs SHOP_URL CONSUMER_KEY CONSUMER_SECRET '[["get", "products", {...}], ...]'
import library from '@woocommerce/woocommerce-rest-api';

const [url, consumerKey, consumerSecret, calls] = process.argv.slice(2);
const shop = new library.default({url, consumerKey, consumerSecret, version: 'wc/v3'});
const answers = [];
for (const [method, endpoint, given, params] of JSON.parse(calls)) {
  try {
    const {status, data, headers} = await shop[method](endpoint, given, params);
    answers.push({status, data, total: headers['x-wp-total'], pages: headers['x-wp-totalpages'], link: headers.link});
  } catch (error) {
    answers.push({status: error.response?.status ?? 0, data: error.response?.data ?? error.message});
  }
}
console.log(JSON.stringify(answers));
