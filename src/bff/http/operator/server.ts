/** The operators' server: the same JSON and errors as elsewhere, on a socket of its own and with no route for viewers. */
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyError, FastifyInstance } from 'fastify';
import { OperatorRefusal } from '../../operators/refusal.ts';
import { StoreDown } from '../../store/errors.ts';
import { channelCommands } from './channels.ts';
import { databaseCommands } from './database.ts';
import { clockCommands } from './clock.ts';
import type { CommandDeps } from './deps.ts';
import { merchantCommands } from './merchants.ts';
import { moneyCommands } from './money.ts';
import { noticeCommands } from './notices.ts';
import { refundRequestCommands } from './refund-requests.ts';
import { viewerCommands } from './viewers.ts';
import { orderCommands } from './orders.ts';

const BODY_MAX = 16 * 1024;

export function operatorServer(deps: CommandDeps, logger: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    bodyLimit: BODY_MAX,
    logController: new LogController({ disableRequestLogging: true }),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
  }) as unknown as FastifyInstance;
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = asRefusal(error);
    if (refusal.code === 'INTERNAL') request.log.error({ err: error }, 'operator.failed');
    void reply.status(refusal.status).send({ error: { code: refusal.code, message: refusal.message } });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .status(404)
      .send({ error: { code: 'COMMAND_UNKNOWN', message: 'This BFF knows no such command: use the lezhong of its own version.' } }),
  );
  orderCommands(app, deps);
  moneyCommands(app, deps);
  noticeCommands(app, deps);
  refundRequestCommands(app, deps);
  viewerCommands(app, deps);
  channelCommands(app, deps);
  merchantCommands(app, deps);
  databaseCommands(app, deps);
  clockCommands(app, deps);
  return app;
}

function asRefusal(error: FastifyError | OperatorRefusal): OperatorRefusal {
  if (error instanceof OperatorRefusal) return error;
  if (error instanceof StoreDown)
    return new OperatorRefusal('STORE_DOWN', 'The database takes no commits (' + error.code + '): nothing was done; look at the disk.');
  if ('validation' in error && error.validation) return new OperatorRefusal('FIELD_BAD', 'Not understood: ' + error.message + '.');
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status !== undefined && status >= 400 && status < 500)
    return new OperatorRefusal('FIELD_BAD', 'Not understood: ' + error.message + '.');
  return new OperatorRefusal('INTERNAL', 'The BFF failed at this command: its log says why.');
}
