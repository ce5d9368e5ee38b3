// A third party's Shopee client as a small server on loopback, so that tests can ask it what it thinks of ours.
// POST /call {manager, method, args} calls sdk[manager][method](...args), or sdk[method](...args) without a manager;
// {"$bytes": base64} stands for bytes on both ways, and dates come back as ISO texts.
// Started with: node shopee_judge.mjs SANDBOX_URL PARTNER_ID PARTNER_KEY; prints its own address.
import http from 'node:http';
import {ShopeeSDK} from '@congminh1254/shopee-sdk';

const [sandbox, partnerId, partnerKey] = process.argv.slice(2);
let token = null;
const storage = {store: async (given) => { token = given; }, get: async () => token, clear: async () => { token = null; }};
const sdk = new ShopeeSDK(
  {partner_id: Number(partnerId), partner_key: partnerKey, base_url: `${sandbox}/api/v2`, base_auth_url: `${sandbox}/auth`},
  storage,
);
const revived = (_, value) => (value && value.$bytes !== undefined ? Buffer.from(value.$bytes, 'base64') : value);

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const {manager, method, args} = JSON.parse(Buffer.concat(chunks).toString('utf8'), revived);
  try {
    const owner = manager ? sdk[manager] : sdk;
    const answer = await owner[method](...args);
    const shown = Buffer.isBuffer(answer) ? {$bytes: answer.toString('base64')} : answer ?? null;
    response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(shown));
  } catch (error) {
    response.writeHead(422, {'Content-Type': 'application/json'});
    response.end(JSON.stringify({error: error.constructor.name, message: error.message, said: error.data?.error ?? ''}));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
