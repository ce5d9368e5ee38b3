// Shopify's own library as a small server on loopback, so that tests can ask it what it thinks of ours.
// The library speaks https to *.myshopify.com and nothing else (its domain transformations change the name, never the
// scheme), so its one way out, the fetch function that every adapter sets, is led to the sandbox.
// Started with: node shopify_judge.mjs SANDBOX_URL SHOP CLIENT_ID CLIENT_SECRET; prints its own address.
import http from 'node:http';
import '@shopify/shopify-api/adapters/node';
import {shopifyApi, ApiVersion, LogSeverity, Session, DeliveryMethod} from '@shopify/shopify-api';
import {setAbstractFetchFunc} from '@shopify/shopify-api/runtime';

const [sandbox, shop, apiKey, apiSecretKey] = process.argv.slice(2);
setAbstractFetchFunc((url, init) => fetch(String(url).replace(`https://${shop}`, sandbox), init));

const shopify = shopifyApi({
  apiKey, apiSecretKey, hostName: 'bridge.example.com', apiVersion: ApiVersion.July26, isEmbeddedApp: false,
  scopes: ['read_products', 'write_inventory'], logger: {level: LogSeverity.Error},
});

const sessionOf = ({accessToken}) => new Session({id: 'one', shop, state: '', isOnline: false, accessToken});
const shown = (session) => ({
  shop: session.shop, accessToken: session.accessToken, expires: session.expires, refreshToken: session.refreshToken,
  refreshTokenExpires: session.refreshTokenExpires,
});

const tasks = {
  '/callback': async (_, rawRequest, rawResponse) =>
    shown((await shopify.auth.callback({rawRequest, rawResponse, expiring: true})).session),
  '/refresh': async ({refreshToken}) => shown((await shopify.auth.refreshToken({shop, refreshToken})).session),
  '/hmac': async (query) => ({valid: await shopify.utils.validateHmac(query)}),
  '/webhook': async (rawBody, rawRequest, rawResponse) => shopify.webhooks.validate({rawBody, rawRequest, rawResponse}),
  '/graphql': async ({accessToken, query, variables}) => {
    const answer = await new shopify.clients.Graphql({session: sessionOf({accessToken})}).request(query, {variables});
    return {data: answer.data, extensions: answer.extensions};
  },
  '/register': async ({accessToken, topic, callbackUrl}) => {
    shopify.webhooks.addHandlers({[topic]: [{deliveryMethod: DeliveryMethod.Http, callbackUrl, callback: async () => {}}]});
    const done = await shopify.webhooks.register({session: sessionOf({accessToken})});
    return done[topic].map(({success, operation}) => ({success, operation}));
  },
};

const server = http.createServer(async (request, response) => {
  const {pathname} = new URL(request.url, 'http://localhost');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  try {
    if (pathname === '/auth') {
      await shopify.auth.begin({shop, callbackPath: '/callback', isOnline: false, rawRequest: request, rawResponse: response});
      return;
    }
    const given = pathname === '/webhook' ? body : body ? JSON.parse(body) : {};
    const answer = await tasks[pathname](given, request, response);
    if (!response.headersSent) response.writeHead(200, {'Content-Type': 'application/json'});
    response.end(JSON.stringify(answer));
  } catch (error) {
    if (!response.headersSent) response.writeHead(422, {'Content-Type': 'application/json'});
    const errors = error.body?.errors?.graphQLErrors ?? error.response?.body ?? null;
    response.end(JSON.stringify({error: error.constructor.name, message: error.message, errors}));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
