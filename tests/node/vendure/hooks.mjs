// A Vendure plugin that tells Lapak what changed: orders by their codes, products by their ids, signed with a shared
// secret. Vendure itself has no webhooks. A message that cannot be delivered is dropped; Lapak's scans find what it said.
import { createHmac } from 'node:crypto';
import { Inject } from '@nestjs/common';
import {
  EventBus,
  Logger,
  OrderStateTransitionEvent,
  PluginCommonModule,
  ProcessContext,
  ProductVariant,
  ProductVariantEvent,
  StockMovementEvent,
  TransactionalConnection,
  VendurePlugin,
} from '@vendure/core';

const WAIT_MS = 5000;
const unique = values => [...new Set(values.map(String))];

export class LapakHooks {
  static options = { url: '', secret: '' };

  constructor(events, connection, processes) {
    Object.assign(this, { events, connection, processes });
  }

  onApplicationBootstrap() {
    if (!this.processes.isServer) return;
    this.events.ofType(OrderStateTransitionEvent).subscribe(({ ctx, order }) => this.tell(ctx, { orders: [order.code] }));
    this.events.ofType(ProductVariantEvent).subscribe(({ ctx, entity }) => this.tellProducts(ctx, entity));
    this.events
      .ofType(StockMovementEvent)
      .subscribe(({ ctx, stockMovements }) => this.tellProducts(ctx, stockMovements.map(one => one.productVariant)));
  }

  async tellProducts(ctx, variants) {
    const found = await Promise.all(
      unique(variants.map(one => one.id)).map(id =>
        this.connection.getRepository(ctx, ProductVariant).findOne({ where: { id }, select: ['id', 'productId'] }),
      ),
    );
    const products = unique(found.filter(Boolean).map(one => one.productId));
    if (products.length) await this.tell(ctx, { products });
  }

  async tell(ctx, about) {
    const { url, secret } = LapakHooks.options;
    const body = JSON.stringify({ channel: ctx.channel.token, orders: [], products: [], ...about });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const headers = { 'Content-Type': 'application/json', 'X-Lapak-Signature': signature };
    try {
      await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(WAIT_MS) });
    } catch (reason) {
      Logger.warn(`Lapak did not hear of ${body}: ${reason}`, 'LapakHooks');
    }
  }
}

[EventBus, TransactionalConnection, ProcessContext].forEach((kind, at) => Inject(kind)(LapakHooks, undefined, at));
VendurePlugin({ imports: [PluginCommonModule], compatibility: '^3.0.0' })(LapakHooks);
