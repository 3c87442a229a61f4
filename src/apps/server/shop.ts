/** What every app's server does the same: its page, orders for a viewer, notices, coming back, and its work. */
import type { Server } from 'node:http';
import { makeBook } from './book.ts';
import { openDb } from './db.ts';
import { serve } from './http.ts';
import type { Asked } from './http.ts';
import { makeJobs } from './jobs.ts';
import { clockRoutes } from './sandbox-clock.ts';
import { addSaleWork } from './sale.ts';
import type { SaleDeps } from './sale.ts';
import type { AppKind, ShopCore, ShopParts } from './shop-parts.ts';
import { commonRoutes, ticketOf } from './shop-routes.ts';
import { readTicket } from './ticket.ts';
import type { Viewer } from './ticket.ts';

export interface Shop {
  server: Server;
  core: ShopCore;
  start(): void;
  stop(): Promise<void>;
}

export function makeShop(parts: ShopParts, kind: AppKind): Shop {
  const { world } = parts;
  const db = openDb(parts.db_file, kind.tables);
  const jobs = makeJobs(db, world);
  // The book tells the app what became true, and the app keeps it by the book.
  const book = makeBook(db, jobs, {
    paid: (order, now_ms) => app.reactions.paid(order, now_ms),
    refunded: (order, refund, now_ms) => app.reactions.refunded?.(order, refund, now_ms),
  });
  const core: ShopCore = { db, book, jobs, now: world.now, random: parts.random };
  const who = (asked: Asked): Viewer | undefined => readTicket(parts.portal_secret, ticketOf(asked), world.wall());
  const app = kind.make(core, who);
  const sale: SaleDeps = {
    pay: parts.pay,
    book,
    jobs,
    public_url: parts.public_url,
    now: world.now,
    random: parts.random,
    ...(parts.tellDelivered ? { tellDelivered: parts.tellDelivered } : {}),
  };
  addSaleWork(sale);
  const moves = parts.clock ? clockRoutes(parts.clock, jobs) : {};
  const routes = { ...moves, ...commonRoutes({ parts, sale, app, prefix: kind.prefix, who }), ...app.routes };
  const server = serve(routes, world.log);
  return {
    server,
    core,
    start: () => jobs.start(),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await jobs.stop();
      db.close();
    },
  };
}
